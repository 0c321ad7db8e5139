# The only commands anyone has to remember. Each is explained in CONTRIBUTING.md.

.DEFAULT_GOAL := all-the-things
.DELETE_ON_ERROR:

# Two builds at once would write the rooms they share at the same time.
.NOTPARALLEL:

SHELL := bash
export DOTNET_NOLOGO := 1
export DOTNET_CLI_TELEMETRY_OPTOUT := 1

# Nothing here runs for so long that counting calls pays; the service and the agent do without it by
# themselves. A fifth of the processor time of a test program went into it.
export DOTNET_TieredPGO := 0

SOLUTION := Shield.Orleans.sln
SHIELD_HOME ?= $(CURDIR)/.shield
JOBS ?= 1000
ROUNDS ?= 30

# Release, since the programs are built so anyway: nothing is compiled twice.
TEST := dotnet test --solution $(SOLUTION) -c Release --max-parallel-test-modules 3

END_TO_END := artifacts/bin/EndToEnd/release/Shield.EndToEnd

# What keeps anything in a catalog is tested again on a PostgreSQL server, but for what brings its own, and
# for what cannot tell one from another. There the month of slots has ten jobs.
STORING := Catalog.Tests/release/Shield.Silo.Catalog.Tests Hosting.Tests/release/Shield.Silo.Hosting.Tests \
  Grains.Tests/release/Shield.Grains.Tests Worker.Tests/release/Shield.Agent.Worker.Tests
semicolon := ;
TEST_ON_POSTGRES := SHIELD_TEST_CATALOG=postgres SHIELD_TEST_JOBS=10 deploy/test.sh $(END_TO_END) \
  "$(subst $() ,$(semicolon),$(addprefix artifacts/bin/,$(STORING)))" \
  --filter-not-trait Catalog=Own --filter-not-trait Catalog=Any

# A folder is a prerequisite beside its files, so that a deleted file is noticed too.
everything_in = $(shell find $(1) Directory.* global.json -type f -o -type d)

PLUGINS := $(patsubst Plugins/%/Program.cs,%,$(wildcard Plugins/*/Program.cs))
lower = $(shell echo $(1) | tr A-Z a-z)
plugin_file = dist/plugins/$(call lower,$(1))

SERVICE_ROOMS := Domain Grains.Abstractions Grains Silo Agent/Worker Api Plugins/Sdk

.PHONY: all-the-things test tests coverage report race slots chaos bench plugin plugins shield run demo deps \
  format openapi fixme fixmes

all-the-things: test

test tests: deps plugins shield
	dotnet build $(SOLUTION) -c Release -v quiet
	deploy/test.sh $(END_TO_END) 'artifacts/bin/*/release/Shield.*.Tests'
	$(TEST_ON_POSTGRES)

coverage: deps plugins shield
	rm -rf artifacts/coverage
	$(TEST) --results-directory artifacts/coverage --coverage --coverage-output-format cobertura
	deploy/report.sh

report: deps plugins shield
	@deploy/report.sh "$(FOR)"

race: deps plugins shield
	deploy/race.sh

slots: deps plugins
	dotnet build tests/Grains.Tests -c Release -v quiet
	SHIELD_TEST_JOBS=$(JOBS) artifacts/bin/Grains.Tests/release/Shield.Grains.Tests \
	  --filter-class '*MonthOfSlotsTests' --output Detailed

# The same again with the SEED that it prints.
chaos: deps plugins shield
	dotnet build tests/EndToEnd -c Release -v quiet
	$(if $(SEED),SHIELD_TEST_SEED=$(SEED)) SHIELD_TEST_ROUNDS=$(ROUNDS) SHIELD_TEST_MEGABYTES=200 \
	  SHIELD_TEST_CUT=60 artifacts/bin/EndToEnd/release/Shield.EndToEnd --filter-class '*ChaosTests' \
	  --filter-class '*AbsenceTests' --output Detailed

# It compares with more than the tests need.
bench: DEPS_FOR := bench
bench: deps plugins shield
	@dotnet build benchmarks -c Release -v quiet
	@exec artifacts/bin/Benchmarks/release/Shield.Benchmarks

plugin plugins: dist/shield-supervisor $(foreach p,$(PLUGINS),$(call plugin_file,$(p)))

shield: dist/shieldd dist/shield-agent dist/shield

run: plugins shield
	@SHIELD_HOME="$(SHIELD_HOME)" exec dist/shieldd

demo: deps plugins shield
	@exec deploy/demo.sh

deps:
	@deploy/deps.sh $(DEPS_FOR)

format:
	dotnet format $(SOLUTION)

# The test that compares writes down what it compared with, before it fails.
openapi:
	@rm -f artifacts/openapi.json
	@dotnet build tests/Endpoints.Tests -c Release -v quiet
	@artifacts/bin/Endpoints.Tests/release/Shield.Api.Endpoints.Tests --filter-method '*The_page_in_docs_is*' \
	  >/dev/null || true
	@install -D -m 644 artifacts/openapi.json docs/api/openapi.json

fixme fixmes:
	@grep -rnwE 'FIXME|XXX' --include='*' --exclude-dir={.git,artifacts,dist,.shield} --exclude=Makefile . \
	  || echo 'no fixmes'

# Programs. A native one is a single file; debug symbols and docs stay behind in artifacts/. Each bears the
# time at which its build began: a source that was saved meanwhile is newer, and is built the next time.

# $(call publish_native,project folder,program)
define publish_native
	@echo "build: $(2)"
	@mkdir -p artifacts/publish && touch artifacts/publish/$(notdir $(2)).begun
	@dotnet publish $(1) -c Release -o artifacts/publish/$(notdir $(2)) -v quiet
	@install -D -m 755 artifacts/publish/$(notdir $(2))/$(notdir $(2)) $(2)
	@touch -r artifacts/publish/$(notdir $(2)).begun $(2)
endef

define plugin_rule
$(call plugin_file,$(1)): $(call everything_in,Plugins/$(1) Plugins/Sdk)
	$$(call publish_native,Plugins/$(1),$$@)
endef

$(foreach p,$(PLUGINS),$(eval $(call plugin_rule,$(p))))

dist/shield-supervisor: $(call everything_in,Agent/Supervisor)
	$(call publish_native,Agent/Supervisor,$@)

dist/shield: $(call everything_in,Cli Api/Client Api/Contracts)
	$(call publish_native,Cli,$@)

# The libraries of an older build go first; each file is replaced, not overwritten, so that a service that
# runs meanwhile keeps what it has open.
dist/shieldd: $(call everything_in,$(SERVICE_ROOMS))
	@echo "build: $@"
	@rm -rf artifacts/publish/shieldd
	@mkdir -p dist artifacts/publish && touch artifacts/publish/shieldd.begun
	@dotnet publish Silo/Host -c Release -o artifacts/publish/shieldd -v quiet
	@rm -rf dist/*.dll dist/*.pdb dist/*.json dist/runtimes dist/shieldd artifacts/publish/shieldd/*.xml
	@cp -r artifacts/publish/shieldd/. dist/
	@touch -r artifacts/publish/shieldd.begun $@

# Its libraries are those of the service, and lie beside them: what replaces those brings these back.
dist/shield-agent: dist/shieldd $(call everything_in,Agent/Host)
	@echo "build: $@"
	@rm -rf artifacts/publish/shield-agent
	@mkdir -p artifacts/publish && touch artifacts/publish/shield-agent.begun
	@dotnet publish Agent/Host -c Release -o artifacts/publish/shield-agent -v quiet
	@rm -f artifacts/publish/shield-agent/*.xml
	@cp -r --remove-destination artifacts/publish/shield-agent/. dist/
	@touch -r artifacts/publish/shield-agent.begun $@
