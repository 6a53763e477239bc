# SPDX-License-Identifier: GPL-3.0-or-later
# The short words; the build itself is meson.build. A second run costs nothing.
BUILD = build

build: deps $(BUILD)/build.ninja
	ninja -C $(BUILD)

$(BUILD)/build.ninja:
	meson setup $(BUILD)

deps:
	@sh dist/deps.sh

# A centre with people and tickets in build/demo, and a tour of it.
demo: build
	sh tests/demo.sh $(BUILD)

check: deps
	tests/run

bench: build
	tests/bench/run $(BUILD); tests/bench/feel $(BUILD); \
	tests/bench/sweep $(BUILD); tests/bench/lists $(BUILD); \
	tests/replay/run $(BUILD) sqlite:; tests/replay/run $(BUILD) postgresql

fuzz: deps
	tests/fuzz/run

soak: build
	sh tests/soak.sh $(BUILD)

mutants: deps
	sh tests/mutants.sh

# Pictures of the main screens, for the README.
pictures: build
	mkdir -p dist/pictures
	build/play --pictures dist/pictures tests/play/pictures/main.play
	build/play --pictures dist/pictures tests/play/pictures/more.play

fmt:
	clang-format -i $$(git ls-files '*.c' '*.h')

install: build
	meson install -C $(BUILD)

clean:
	rm -rf build build-*

.PHONY: build deps demo check bench fuzz soak mutants pictures fmt install clean
