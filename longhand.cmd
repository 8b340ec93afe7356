@echo off
rem Starts the longhand command: finds a JDK, builds on first use, runs longhand.cli.Main.
rem   LONGHAND_JAVA_HOME  the JDK to use (default: JAVA_HOME, then the usual places)
rem   LONGHAND_BUILD      set to 1: build again (do this after changing sources)
setlocal EnableExtensions DisableDelayedExpansion

rem The oldest Java that will do; the same number as java.release in pom.xml.
set "NEEDED=25"
set "ROOT=%~dp0"
set "APP=%ROOT%app\target\longhand.jar"
set "STAMP=%ROOT%app\target\longhand.built"
set "CACHE=%ROOT%app\target\longhand.aot"
set "MODULE=app"
set "PROFILE="
if not "%~1"=="cluster" goto named
rem Spark and its 100 libraries: a module of its own, built when it is first used.
set "MODULE=cluster"
set "PROFILE=-Pcluster"
set "SPARK=%ROOT%cluster\target\spark"
set "APP=%ROOT%cluster\target\longhand-spark.jar"
set "STAMP=%ROOT%cluster\target\longhand.built"
:named
set "JDK="

if not defined LONGHAND_JAVA_HOME goto search
call :try "%LONGHAND_JAVA_HOME%"
if defined JDK goto found
echo longhand: LONGHAND_JAVA_HOME=%LONGHAND_JAVA_HOME% is no JDK %NEEDED% or newer 1>&2
exit /b 1

:search
if defined JAVA_HOME call :try "%JAVA_HOME%"
for /f "delims=" %%J in ('where javac 2^>nul') do for %%B in ("%%~dpJ..") do call :try "%%~fB"
for %%P in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu"
            "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%LOCALAPPDATA%\Programs\Eclipse Adoptium"
            "%USERPROFILE%\.jdks" "%USERPROFILE%\scoop\apps") do (
    if exist "%%~P" for /d %%H in ("%%~P\*") do call :try "%%~fH"
)
if defined JDK goto found
echo longhand: no JDK %NEEDED% or newer found. Install one, for example Temurin %NEEDED% from https://adoptium.net or with 1>&2
echo   winget install EclipseAdoptium.Temurin.%NEEDED%.JDK   If it is in an unusual place, set LONGHAND_JAVA_HOME. 1>&2
exit /b 1

:found
if "%LONGHAND_BUILD%"=="1" goto build
if exist "%STAMP%" if exist "%APP%" goto start

:build
echo longhand: building (the first time this takes a minute or two and fetches libraries) ... 1>&2
if exist "%STAMP%" del "%STAMP%"
pushd "%ROOT%"
setlocal
set "JAVA_HOME=%JDK%"
call "%ROOT%mvnw.cmd" -q -B -ntp -Dmaven.test.skip %PROFILE% -pl %MODULE% -am package 1>&2
set "RESULT=%ERRORLEVEL%"
endlocal & set "RESULT=%RESULT%"
popd
if not "%RESULT%"=="0" goto failed
if "%MODULE%"=="cluster" goto built
rem Classes of the start-up, already parsed and verified; without this file the start is slower, that is all.
if exist "%CACHE%" del "%CACHE%"
"%JDK%\bin\java.exe" "@%ROOT%longhand.jvmflags" "-XX:AOTCacheOutput=%CACHE%" -cp "%APP%" longhand.cli.Rehearsal >nul 2>&1
:built
type nul > "%STAMP%"

:start
if "%MODULE%"=="cluster" goto cluster
"%JDK%\bin\java.exe" "@%ROOT%longhand.jvmflags" "-XX:AOTCache=%CACHE%" -Xlog:aot=off -Xlog:cds=off -cp "%APP%" longhand.cli.Main %*
exit /b %ERRORLEVEL%

:cluster
set "SPARK_HOME=%SPARK%"
set "SPARK_SCALA_VERSION=2.13"
echo " %* " | findstr /c:" --master" >nul || set "SPARK_LOCAL_IP=127.0.0.1"
"%JDK%\bin\java.exe" "@%ROOT%longhand.jvmflags" --sun-misc-unsafe-memory-access=allow "-Dlonghand.cluster.jar=%APP%" -cp "%SPARK%\jars\*" longhand.cli.Main %*
exit /b %ERRORLEVEL%

:failed
echo longhand: the build failed; the messages above say why 1>&2
exit /b 1

rem try HOME: sets JDK to HOME if it holds a new enough JDK and none was found before.
:try
if defined JDK exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "tokens=2 delims==." %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "VERSION=%%~V"
set "VERSION=%VERSION:"=%"
if %VERSION% GEQ %NEEDED% set "JDK=%~1"
exit /b 0
