@echo off
rem Runs Kasane from a clone of its repository on Windows: finds a JDK, builds when there is no build or when a source
rem is newer than it, and starts the program. Arguments are passed on untouched.
rem
rem   KASANE_JAVA_HOME  the JDK to use (otherwise JAVA_HOME, the PATH and the usual folders are searched)
rem   KASANE_OPTS       options for the JVM, for example -Xmx2g
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
set "ROOT=%ROOT:~0,-1%"
set "JDK="
set "SEEN="

if not defined KASANE_JAVA_HOME goto search
call :try "%KASANE_JAVA_HOME%"
if defined JDK goto found
set "FIX=set it to the folder of another JDK or unset it."
echo kasane: KASANE_JAVA_HOME should name a JDK 25.0.3 or newer, but it is "%KASANE_JAVA_HOME%"; %FIX% 1>&2
exit /b 1

:search
if defined JAVA_HOME call :try "%JAVA_HOME%"
for /f "delims=" %%j in ('where java.exe 2^>nul') do call :try "%%~dpj.."
for %%r in (
  "%ProgramFiles%\Eclipse Adoptium"
  "%ProgramFiles%\Java"
  "%ProgramFiles%\Microsoft"
  "%ProgramFiles%\Zulu"
  "%ProgramFiles%\Amazon Corretto"
  "%ProgramFiles%\BellSoft"
  "%LOCALAPPDATA%\Programs\Eclipse Adoptium"
  "%USERPROFILE%\.jdks"
  "%USERPROFILE%\.sdkman\candidates\java"
  "%USERPROFILE%\scoop\apps\temurin25-jdk"
  "%USERPROFILE%\scoop\apps\openjdk25"
) do if exist "%%~r\" for /d %%d in ("%%~r\*") do call :try "%%~d"
if defined JDK goto found
set "FIX=install one, for example Temurin 25 from https://adoptium.net, or set JAVA_HOME to its folder."
echo kasane: no JDK 25.0.3 or newer found%SEEN%: %FIX% 1>&2
exit /b 1

:found
set "JAR=%ROOT%\cli\target\kasane-cli.jar"
set "LOG=%ROOT%\.kasane\build.log"
if not exist "%JAR%" (
  echo Building Kasane ^(first use, about a minute^)... 1>&2
  goto build
)
rem PowerShell compares file times; cmd cannot. It answers 1 when a source is newer than the jar.
set "NEWER=$built = (Get-Item -LiteralPath $env:JAR).LastWriteTimeUtc; "
set "NEWER=%NEWER%Set-Location -LiteralPath $env:ROOT; "
set "NEWER=%NEWER%$sources = @(Get-ChildItem pom.xml, *\pom.xml) + @(Get-ChildItem *\src\main -Recurse); "
set "NEWER=%NEWER%if ($sources.LastWriteTimeUtc -gt $built) { exit 1 }"
powershell -NoProfile -Command "%NEWER%" >nul 2>nul
if not errorlevel 1 goto run
echo Building Kasane (sources changed)... 1>&2

:build
if not exist "%ROOT%\.kasane" mkdir "%ROOT%\.kasane"
setlocal
set "JAVA_HOME=%JDK%"
pushd "%ROOT%"
call "%ROOT%\mvnw.cmd" -q -B -Dmaven.test.skip=true package >"%LOG%" 2>&1
set "STATUS=%ERRORLEVEL%"
popd
endlocal & set "STATUS=%STATUS%"
if "%STATUS%"=="0" goto run
type "%LOG%" 1>&2
echo kasane: the build failed; its whole output is in "%LOG%" 1>&2
exit /b 1

:run
rem Tier3DelayOn keeps kernels from being compiled without a profile; see the file kasane.
set "JVM=--add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -XX:Tier3DelayOn=1000"
rem A small young generation keeps the process small; see the file kasane.
set "COLLECTOR=-XX:+UseSerialGC -XX:MaxNewSize=24m"
if defined KASANE_OPTS echo "%KASANE_OPTS%" | findstr "GC -Xmn NewSize" >nul && set "COLLECTOR="
"%JDK%\bin\java.exe" %JVM% %COLLECTOR% %KASANE_OPTS% -cp "%JAR%" dev.kasane.cli.Main %*
exit /b %ERRORLEVEL%

rem :try FOLDER  takes the JDK in FOLDER when none was taken yet and its version fits.
:try
if defined JDK exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
findstr /b /c:"JAVA_RUNTIME_VERSION=" "%~1\release" | findstr /c:"-ea" >nul && exit /b 0
set "VERSION="
for /f "tokens=2 delims==" %%v in ('findstr /b /c:"JAVA_VERSION=" "%~1\release"') do set "VERSION=%%~v"
if not defined VERSION exit /b 0
for /f "tokens=1-3 delims=.-+_" %%a in ("%VERSION%.0.0") do (
  set "MAJOR=%%a"
  set "MINOR=%%b"
  set "PATCH=%%c"
)
if not defined SEEN set "SEEN= (there is JDK %VERSION% in "%~1")"
if %MAJOR% GTR 25 set "JDK=%~f1"
if not %MAJOR%==25 exit /b 0
if %MINOR% GTR 0 set "JDK=%~f1"
if %MINOR%==0 if %PATCH% GEQ 3 set "JDK=%~f1"
exit /b 0
