# The Makefile's verbs for Windows: .\make.ps1 demo, .\make.ps1 test, and so on. What follows the verb is passed on:
# .\make.ps1 neo4j stop. Where scripts are blocked: powershell -ExecutionPolicy Bypass -File make.ps1 demo
param(
    [ValidateSet("demo", "test", "test-full", "reliability", "check", "lock", "neo4j", "bench", "screenshots", "guide", "accessibility", "reference", "clean")][string]$Verb = "demo",
    [Parameter(ValueFromRemainingArguments)][string[]]$Rest = @()
)
$ErrorActionPreference = "Stop"
Set-Location $PSScriptRoot
$Bin = ".venv\Scripts"

function Invoke-Checked([string]$Command, [string[]]$Arguments) {
    & $Command @Arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

function Invoke-Python([string[]]$Arguments) {
    # The py launcher knows every installed version; a python on the PATH may be the Store's stub, which runs nothing.
    $fits = "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))"
    foreach ($try in @("py -3.14", "py -3.13", "py -3.12", "py -3.11", "python")) {
        $command, $options = $try -split " "
        if (-not (Get-Command $command -ErrorAction SilentlyContinue)) { continue }
        $ErrorActionPreference = "Continue"
        & $command @options -c $fits 2>$null
        $found = $LASTEXITCODE -eq 0
        $ErrorActionPreference = "Stop"
        if ($found) { Invoke-Checked $command (@($options) + $Arguments | Where-Object { $_ }); return }
    }
    Write-Error "csgraph needs Python 3.11 to 3.14, from python.org or the Microsoft Store."
    exit 1
}

function Invoke-Check {
    Invoke-Checked "$Bin\python.exe" @("-m", "ruff", "check", "--quiet")
    Invoke-Checked "$Bin\python.exe" @("-m", "ruff", "format", "--check", "--quiet")
    Invoke-Checked "$Bin\python.exe" @("-m", "mypy")
    Invoke-Checked "$Bin\lint-imports.exe" @("--no-cache", "--no-logo")
}

function Invoke-Lock([string]$Group, [string]$File, [string[]]$More = @()) {
    $options = @("-m", "uv", "--quiet", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11",
        "--generate-hashes", "--only-binary", ":all:", "--no-emit-index-url", "--no-header", "--upgrade")
    Invoke-Checked "$Bin\python.exe" ($options + @("--group", $Group, "--output-file", $File) + $More)
}

switch ($Verb) {
    "demo" { Invoke-Python @("scripts/environment.py", "use"); Invoke-Checked "$Bin\csgraph.exe" (@("demo") + $Rest) }
    "neo4j" { if (-not $Rest) { $Rest = @("start") }; Invoke-Python (@("scripts/neo4j") + $Rest) }
    "clean" {
        $left = @(".venv", "build", "dist", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".coverage", "htmlcov")
        $left | Where-Object { Test-Path $_ } | ForEach-Object { Remove-Item $_ -Recurse -Force }
    }
    default { Invoke-Python @("scripts/environment.py", "dev") }
}
switch ($Verb) {
    "check" { Invoke-Check }
    "test" { Invoke-Check; Invoke-Checked "$Bin\python.exe" (@("scripts/test.py") + $Rest) }
    "test-full" { Invoke-Check; $env:CSGRAPH_FULL = "1"; Invoke-Checked "$Bin\python.exe" (@("scripts/test.py") + $Rest) }
    "reliability" { Invoke-Checked "$Bin\python.exe" (@("scripts/reliability.py") + $Rest) }
    "lock" {
        Invoke-Lock "build" "requirements.txt"
        Invoke-Lock "dev" "requirements-dev.txt" @("--constraint", "requirements.txt")
    }
    "bench" { Invoke-Checked "$Bin\python.exe" (@("benchmarks") + $Rest) }
    "screenshots" { Invoke-Checked "$Bin\python.exe" (@("scripts/screenshots.py") + $Rest) }
    "guide" { Invoke-Checked "$Bin\python.exe" @("scripts/visual_guide.py") }
    "accessibility" { Invoke-Checked "$Bin\python.exe" @("scripts/accessibility.py") }
    "reference" { Invoke-Checked "$Bin\python.exe" @("scripts/reference.py") }
}
