#!/usr/bin/env bash
# Measures what the compiler charges for what the macros generate, beside serde's derives on the same structs, and what a
# first program costs beside the same one written by hand. Prints the tables of benches/README.md.
#
#   benches/compile.sh [structs|operations|everything|door|check]      all without an argument; about 20 minutes on 2 cores
#
# `INSTRUCTIONS=1 benches/compile.sh operations|everything` counts rustc's instructions with valgrind, in billions, which do not depend on
# what else the machine does. TYPES is how many types both have: 1,000 by default, or 200 for instructions.
#
# Non-incremental, medians of RUNS (3), both sides in one run. Everything is built in a folder of its own that is removed.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
runs=${RUNS:-3}
export CARGO_INCREMENTAL=0 CARGO_TARGET_DIR=$work/target CARGO_TERM_COLOR=never
# The workspace's versions, so that both sides build the same ones.
unset RUSTFLAGS

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

# Seconds that a command takes.
seconds() {
  local start end
  start=$(date +%s%N)
  "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  end=$(date +%s%N)
  awk -v ns=$((end - start)) 'BEGIN { printf "%.2f\n", ns / 1e9 }'
}

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", a / b }'; }

# structs SIDE COUNT [json] [OPERATIONS [KIND]]: a crate of COUNT types, of ten eight entities, a complex type and an enumeration, with
# serde's derives or with ours. OPERATIONS are those of an entity, `post` alone by default. With the KIND `parameters` or
# `unit`, the parameters of calls stand in place of the entities.
structs() {
  local side=$1 count=$2 json=${3:-} operations=${4-post} kind=${5:-entity} dir=$work/$1
  mkdir -p "$dir/src"
  {
    printf '[package]\nname = "entities"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n[dependencies]\nserde_json = "1"\n'
    if [ "$side" = serde ]; then
      printf 'serde = { version = "1", features = ["derive"] }\n'
    else
      printf 'graph-entity = { path = "%s/runtime"%s }\n' "$root" "$([ "$side" = checked ] && echo ', features = ["check"]')"
    fi
  } >"$dir/Cargo.toml"
  cp "$root/Cargo.lock" "$dir/Cargo.lock"
  awk -v side="$side" -v count="$count" -v json="$json" -v operations="$operations" -v kind="$kind" '
    function attributes(type, macro) {
      if (side == "serde") print "#[derive(serde::Serialize, serde::Deserialize)]\n#[serde(rename_all = \"camelCase\")]"
      else printf "#[derive(graph_entity::%s)]\n#[%s(\"microsoft.graph.%s\")]\n", macro, attribute[macro], type
    }
    function field(options, text) {
      if (side != "serde" && options != "") print "    #[graph_" kind "(" options ")]"
      print "    pub " text ","
    }
    function operation(name, k, i,    path) {
      path = "/deviceManagement/entities" k "/{entityId}/children" i
      if (name ~ /^(get|patch|delete|put)$/) path = path "/{childId}"
      if (name == "upsert") path = path "(name=\047{childName}\047)"
      if (name == "delta") path = path "/delta"
      if (name == "action") path = path "/{childId}/assign"
      if (name == "function") path = path "/{childId}/assigned"
      printf "#[graph_entity::graph_%s(\"%s\", delegated = \"A.ReadWrite.All\", application = \"A.ReadWrite.All\")]\n", name, path
    }
    BEGIN {
      last_operation = split(operations, names, " ")
      attribute["GraphEntity"] = "graph_entity"; attribute["GraphComplex"] = "graph_complex"; attribute["GraphEnum"] = "graph_enum"
      for (i = 0; i < count; i++) {
        k = int(i / 10)
        if (i % 10 == 0) {
          attributes("kind" k, "GraphEnum")
          print "pub enum Kind" k " { Unknown, NotApplicable, Compliant, Remediated, NonCompliant, Error }"
          continue
        }
        if (i % 10 == 1) {
          attributes("part" k, "GraphComplex")
          print "pub struct Part" k " { pub first_name: String, pub item_count: i32, pub note: Option<String> }"
          continue
        }
        if (kind == "entity") attributes("entity" i, "GraphEntity")
        else print "#[derive(graph_entity::GraphParameters)]"
        if (side != "serde") for (o = 1; o <= last_operation; o++) operation(names[o], k, i)
        if (kind == "unit") {
          print "pub struct Entity" i ";"
          continue
        }
        print "pub struct Entity" i " {"
        field(kind == "entity" ? "key" : "", "id: Option<String>")
        field("required", "display_name: Option<String>")
        field("", "devices_count: i32")
        field("", "is_enabled: bool")
        field("required", "user_principal_name: Option<String>")
        field("", "status: Kind" k)
        field("", "role_scope_tag_ids: Vec<String>")
        field("required", "detail: Option<Part" k ">")
        print "}"
        if (json != "") {
          printf "pub fn to_%d(e: &Entity%d) -> serde_json::Result<Vec<u8>> { serde_json::to_vec(e) }\n", i, i
          printf "pub fn from_%d(b: &[u8]) -> serde_json::Result<Entity%d> { serde_json::from_slice(b) }\n", i, i
        }
      }
    }' >"$dir/src/lib.rs"
}

# The schema of what `structs` writes, as pruning leaves it.
schema() {
  local dir=$work/checked/graph-metadata
  mkdir -p "$dir"
  awk -v count="$1" '
    function property(name, type) { printf "<Property Name=\"%s\" Type=\"%s\" />\n", name, type }
    BEGIN {
      print "<?xml version=\"1.0\"?><?graph-entity pruned?>"
      print "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>"
      print "<Schema Namespace=\"microsoft.graph\" Alias=\"graph\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">"
      print "<EntityType Name=\"entity\" Abstract=\"true\"><Key><PropertyRef Name=\"id\" /></Key>"
      property("id", "Edm.String"); print "</EntityType>"
      for (i = 0; i < count; i++) {
        k = int(i / 10)
        if (i % 10 == 0) {
          print "<EnumType Name=\"kind" k "\">"
          split("unknown notApplicable compliant remediated nonCompliant error", members, " ")
          for (m = 1; m <= 6; m++) print "<Member Name=\"" members[m] "\" Value=\"" m "\" />"
          print "</EnumType>"
        } else if (i % 10 == 1) {
          print "<ComplexType Name=\"part" k "\">"
          property("firstName", "Edm.String"); property("itemCount", "Edm.Int32"); property("note", "Edm.String")
          print "</ComplexType>"
        } else {
          print "<EntityType Name=\"entity" i "\" BaseType=\"graph.entity\">"
          property("displayName", "Edm.String"); property("devicesCount", "Edm.Int32"); property("isEnabled", "Edm.Boolean")
          property("userPrincipalName", "Edm.String"); property("status", "graph.kind" k)
          property("roleScopeTagIds", "Collection(Edm.String)"); property("detail", "graph.part" k)
          print "</EntityType>"
        }
      }
      print "<EntityType Name=\"deviceManagement\">"
      for (k = 0; k * 10 < count; k++) printf "<NavigationProperty Name=\"entities%d\" Type=\"Collection(graph.parent%d)\" ContainsTarget=\"true\" />\n", k, k
      print "</EntityType>"
      for (i = 0; i < count; i++) {
        if (i % 10 == 0) print "<EntityType Name=\"parent" i / 10 "\" BaseType=\"graph.entity\">"
        if (i % 10 > 1) printf "<NavigationProperty Name=\"children%d\" Type=\"Collection(graph.entity%d)\" ContainsTarget=\"true\" />\n", i, i
        if (i % 10 == 9) print "</EntityType>"
      }
      print "<EntityContainer Name=\"GraphService\"><Singleton Name=\"deviceManagement\" Type=\"graph.deviceManagement\" /></EntityContainer>"
      print "</Schema></edmx:DataServices></edmx:Edmx>"
    }' >"$dir/v1.0.csdl"
}

# One type of Graph's own, with the whole schema.
whole() {
  local dir=$work/$1
  mkdir -p "$dir/src" "$dir/graph-metadata"
  printf '[package]\nname = "%s"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n[dependencies]\ngraph-entity = { path = "%s/runtime"%s }\n' \
    "$1" "$root" "$2" >"$dir/Cargo.toml"
  cp "$root/Cargo.lock" "$dir/Cargo.lock"
  cp "$shared/metadata/v1.0.csdl" "$dir/graph-metadata/v1.0.csdl"
  cat >"$dir/src/lib.rs" <<'RUST'
#[derive(graph_entity::GraphEntity)]
#[graph_entity("microsoft.graph.deviceConfigurationUserStatus")]
#[graph_entity::graph_post("/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses")]
pub struct DeviceConfigurationUserStatus {
    #[graph_entity(key)]
    pub id: Option<String>,
    pub user_display_name: Option<String>,
    pub devices_count: Option<i32>,
}
RUST
}

milliseconds() { awk -v a="$1" -v b="$2" -v n="${3:-1}" 'BEGIN { printf "%.2f ms", (a - b) * 1000 / n }'; }

compare_checks() {
  local off on
  echo "| \`cargo check\` of | without the feature | with \`check\` | difference |"
  echo "|---|---|---|---|"
  for count in 10 1000; do
    structs ours $count
    structs checked $count
    schema $count
    off=$(measure ours cargo check)
    on=$(measure checked cargo check)
    echo "| $count types, a schema pruned to them | $off s | $on s | $(milliseconds "$on" "$off"), $(milliseconds "$on" "$off" "$count") a type |"
  done
  shared=${GRAPH_ENTITY_SHARED:-$root/../shared}
  if [ -f "$shared/metadata/v1.0.csdl" ]; then
    whole whole_off ''
    whole whole_on ', features = ["check"]'
    off=$(measure whole_off cargo check)
    on=$(measure whole_on cargo check)
    echo "| one type, the whole schema of 3.4 MB | $off s | $on s | $(milliseconds "$on" "$off") |"
  else
    echo "(the whole schema is not measured: there is none in $shared)"
  fi
}

# measure SIDE COMMAND…: builds once for the dependencies, then the median of the crate alone.
measure() {
  local dir=$work/$1
  shift
  (
    cd "$dir"
    seconds "$@" >/dev/null
    for _ in $(seq "$runs"); do
      touch src/lib.rs
      seconds "$@"
    done | median
  )
}

# The instructions of rustc that checks a crate, in billions.
instructions() {
  local wrapper=$work/count
  if [ ! -x "$wrapper" ]; then
    cat >"$wrapper" <<'SH'
#!/bin/sh
case " $* " in
  *" --crate-name entities "*) exec valgrind --quiet --tool=callgrind --callgrind-out-file="$COUNTS.%p" "$@" ;;
  *) exec "$@" ;;
esac
SH
    chmod +x "$wrapper"
  fi
  (
    cd "$work/$1"
    rm -f "$work"/counts.*
    touch src/lib.rs
    # The wrapper is called by cargo for each crate; rustc itself is a process of rustup's.
    RUSTC="$(rustc --print sysroot)/bin/rustc" COUNTS=$work/counts RUSTC_WRAPPER=$wrapper cargo check >"$work/log" 2>&1 ||
      { cat "$work/log" >&2; exit 1; }
    sed -n 's/^summary: //p; s/^totals: //p' "$work"/counts.* | sort -n | tail -1 | awk '{ printf "%.3f\n", $1 / 1e9 }'
  )
}

# measure_all SIDE…: what a check of each costs, in a file for each. The rounds alternate, so that what the machine does meanwhile
# falls on all.
measure_all() {
  local side round
  for side in "$@"; do
    rm -f "$work/$side.costs"
    (cd "$work/$side" && seconds cargo check >/dev/null)
  done
  if [ -n "${INSTRUCTIONS:-}" ]; then
    for side in "$@"; do instructions "$side" >"$work/$side.costs"; done
    return
  fi
  for round in $(seq "$runs"); do
    for side in "$@"; do
      (cd "$work/$side" && touch src/lib.rs && seconds cargo check) >>"$work/$side.costs"
    done
  done
}

cost() { median <"$work/$1.costs"; }

if [ -n "${INSTRUCTIONS:-}" ]; then types=${TYPES:-200} unit=' G'; else types=${TYPES:-1000} unit=' s'; fi

# The same types with all five operations, beside `graph_post` alone and serde's derives.
compare_operations() {
  local theirs post whole
  structs serde $types
  structs ours $types
  structs life $types '' 'post get list patch delete'
  measure_all serde ours life
  theirs=$(cost serde)
  post=$(cost ours)
  whole=$(cost life)
  echo "| \`cargo check\` of $types types | cost | to \`graph_post\` alone | times less than serde's derives |"
  echo "|---|---|---|---|"
  echo "| serde's derives | $theirs$unit | | |"
  echo "| \`graph_post\` alone | $post$unit | 1.00 | $(ratio "$theirs" "$post") |"
  echo "| all five operations | $whole$unit | $(awk -v a="$whole" -v b="$post" 'BEGIN { printf "%.2f", a / b }') | $(ratio "$theirs" "$whole") |"
}

# share MORE LESS METHODS: what each further method costs, to `graph_post` alone.
share() {
  awk -v more="$(cost "$1")" -v less="$(cost "$2")" -v methods="$3" -v post="$(cost ours)" \
    'BEGIN { printf "%.3f", (more - less) / methods / post }'
}

# The same types with `graph_post` and each further operation alone, and with all. The parameters of a call are a type of their
# own, so the attribute is measured with and without it on the same parameters.
compare_everything() {
  local operation all='get list patch delete upsert put delta ref'
  structs ours $types
  for operation in $all; do structs "$operation" $types '' "post $operation"; done
  structs everything $types '' "post $all"
  structs parameters $types '' '' parameters
  structs action $types '' action parameters
  structs unit $types '' '' unit
  structs function $types '' function unit
  measure_all ours $all everything parameters action unit function
  echo "| \`cargo check\` of $types types | cost | each further method, to \`graph_post\` alone |"
  echo "|---|---|---|"
  echo "| \`graph_post\` alone | $(cost ours)$unit | |"
  for operation in $all; do
    if [ "$operation" = ref ]; then
      echo "| and \`graph_ref\`, two methods | $(cost ref)$unit | $(share ref ours 2) |"
    else
      echo "| and \`graph_$operation\` | $(cost "$operation")$unit | $(share "$operation" ours 1) |"
    fi
  done
  echo "| and all of these, nine methods | $(cost everything)$unit | $(share everything ours 9) |"
  echo "| parameters of an action, without and with \`graph_action\` | $(cost parameters), $(cost action)$unit | $(share action parameters 1) |"
  echo "| a function without parameters in a body, without and with \`graph_function\` | $(cost unit), $(cost function)$unit | $(share function unit 1) |"
}

compare_structs() {
  local theirs ours profile flag
  echo "| types: of ten, 8 entities of 8 properties, a complex type, an enumeration | serde's derives | graph-entity | ratio |"
  echo "|---|---|---|---|"
  structs serde 1000
  structs ours 1000
  theirs=$(measure serde cargo check)
  ours=$(measure ours cargo check)
  echo "| \`cargo check\`, 1,000 | $theirs s | $ours s | $(ratio "$theirs" "$ours") |"
  structs serde 200 json
  structs ours 200 json
  for profile in debug release; do
    flag=$([ $profile = release ] && echo --release || true)
    theirs=$(measure serde cargo build $flag)
    size_theirs=$(du -k "$CARGO_TARGET_DIR/$profile"/libentities.rlib | cut -f1)
    ours=$(measure ours cargo build $flag)
    size_ours=$(du -k "$CARGO_TARGET_DIR/$profile"/libentities.rlib | cut -f1)
    echo "| $profile build, 200 with \`to_vec\` and \`from_slice\` | $theirs s | $ours s | $(ratio "$theirs" "$ours") |"
    echo "| size of that rlib | $size_theirs KB | $size_ours KB | $(ratio "$size_theirs" "$size_ours") |"
  done
}

# The same first program, with graph-entity and by hand.
door() {
  local dir=$work/door-$1
  mkdir -p "$dir/src"
  cp "$root/Cargo.lock" "$dir/Cargo.lock"
  {
    printf '[package]\nname = "door"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n[dependencies]\n'
    printf 'tokio = { version = "1", features = ["macros", "rt-multi-thread"] }\n'
  } >"$dir/Cargo.toml"
  if [ "$1" = hand ]; then
    cat >>"$dir/Cargo.toml" <<'TOML'
reqwest = { version = "0.13", default-features = false, features = ["http2", "json", "rustls"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
TOML
    cat >"$dir/src/main.rs" <<'RUST'
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    id: Option<String>,
    display_name: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let group = Group { id: None, display_name: "Sales".to_owned() };
    let client = reqwest::Client::builder().user_agent("hand").build()?;
    let answer = client
        .post("https://graph.microsoft.com/v1.0/groups")
        .bearer_auth(std::env::var("GRAPH_TOKEN")?)
        .body(serde_json::to_vec(&group)?)
        .header("content-type", "application/json")
        .send()
        .await?
        .error_for_status()?;
    let created: Group = answer.json().await?;
    println!("created {} {}", created.id.as_deref().unwrap_or("?"), created.display_name);
    Ok(())
}
RUST
  else
    printf 'graph-entity = { path = "%s/runtime" }\n' "$root" >>"$dir/Cargo.toml"
    cat >"$dir/src/main.rs" <<'RUST'
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups", delegated = "Group.ReadWrite.All", application = "Group.ReadWrite.All")]
struct Group {
    #[graph_entity(key)]
    id: Option<String>,
    display_name: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let group = Group { id: None, display_name: "Sales".to_owned() };
    let graph = GraphClient::builder().token(std::env::var("GRAPH_TOKEN")?).build()?;
    let created = group.create().send(&graph).await?;
    println!("created {} {}", created.id.as_deref().unwrap_or("?"), created.display_name);
    Ok(())
}
RUST
  fi
}

crates() { (cd "$work/door-$1" && cargo tree -e normal,build --prefix none | sed 's/ (\*)$//' | sort -u | wc -l); }

clean_build() {
  (
    cd "$work/door-$1"
    cargo fetch >/dev/null 2>&1
    rm -rf "$CARGO_TARGET_DIR"
    seconds cargo build
  )
}

compare_doors() {
  local side run theirs ours
  door hand
  door ours
  for run in $(seq "$runs"); do
    for side in hand ours; do clean_build $side >>"$work/door-$side.seconds"; done
  done
  theirs=$(median <"$work/door-hand.seconds")
  ours=$(median <"$work/door-ours.seconds")
  echo "| a first program: one entity, one create | by hand | graph-entity | difference |"
  echo "|---|---|---|---|"
  echo "| crates in \`cargo tree -e normal,build\` | $(crates hand) | $(crates ours) | +$(($(crates ours) - $(crates hand))) |"
  echo "| clean debug build | $theirs s | $ours s | $(awk -v a="$ours" -v b="$theirs" 'BEGIN { printf "%+.0f %%", (a / b - 1) * 100 }') |"
}

echo "$(rustc --version), $(nproc) cores, $(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo 2>/dev/null), medians of $runs"
echo
case ${1:-all} in
  structs) compare_structs ;;
  operations) compare_operations ;;
  everything) compare_everything ;;
  door) compare_doors ;;
  check) compare_checks ;;
  all) compare_structs && echo && compare_operations && echo && compare_everything && echo && compare_doors && echo && compare_checks ;;
  *) echo "usage: benches/compile.sh [structs|operations|everything|door|check]" >&2; exit 2 ;;
esac
