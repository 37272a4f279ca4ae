package dev.kasane.backend.cpu.codegen;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Makes hidden classes and keeps one instance of each by what it was made for, over all plans of this JVM. */
final class HiddenKernels {

  private static final ConcurrentHashMap<Object, Object> KERNELS = new ConcurrentHashMap<>();

  private HiddenKernels() {}

  /**
   * The kernel of a shape.
   *
   * @param key what it is made for: equal keys, equal kernels
   * @param type the interface it implements
   * @param methods adds the methods to the class; called if there is no such kernel yet
   */
  static <T> T get(Record key, Class<T> type, Consumer<ClassBuilder> methods) {
    return get(key, type, methods, kernel -> {});
  }

  /** The same with something to be done with a kernel that is new. */
  static <T> T get(Record key, Class<T> type, Consumer<ClassBuilder> methods, Consumer<T> whenNew) {
    return type.cast(
        KERNELS.computeIfAbsent(
            key,
            shape -> {
              T kernel = type.cast(define(type, methods));
              whenNew.accept(kernel);
              return kernel;
            }));
  }

  private static Object define(Class<?> type, Consumer<ClassBuilder> methods) {
    ClassDesc name = ClassDesc.of(HiddenKernels.class.getPackageName(), "Generated" + type.getSimpleName());
    byte[] bytes =
        ClassFile.of()
            .build(
                name,
                builder -> {
                  builder.withFlags(AccessFlag.FINAL);
                  builder.withInterfaceSymbols(type.describeConstable().orElseThrow());
                  builder.withMethodBody(
                      ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC,
                      code ->
                          code.aload(0)
                              .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                              .return_());
                  methods.accept(builder);
                });
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
      return lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("a generated kernel of type " + type.getSimpleName() + " cannot be loaded", e);
    }
  }
}
