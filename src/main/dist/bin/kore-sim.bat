@echo off
rem Starts kore-sim; "kore-sim --help" lists the commands.
rem
rem JAVA_HOME      the Java to use, 17 or newer; otherwise the java of the PATH
rem KORE_SIM_OPTS  more options for Java, for example -Xmx512m
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"

rem An older Java refuses this source level.
"%JAVA%" --source 17 --version >nul 2>nul
if errorlevel 1 (
    echo kore-sim: Java 17 or newer is needed. Install it, or set JAVA_HOME. 1>&2
    exit /b 1
)

rem Paths that the user gives are meant from where he stands, those in settings from the home.
rem The dot: a backslash before the closing quote, as of C:\, would take the quote for text.
set "HERE=%CD%\."
cd /d "%~dp0.."
"%JAVA%" -Xmx256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError ^
    -Dfile.encoding=UTF-8 -Djava.awt.headless=true "-Dkore-sim.here=%HERE%" ^
    %KORE_SIM_OPTS% -cp "lib/*" io.github.koresimroutes.cli.KoreSim %*
exit /b %errorlevel%
