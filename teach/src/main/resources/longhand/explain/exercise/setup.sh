#!/usr/bin/env bash
# Gradescope calls this once, as root, when it builds the machine on which submissions are graded.
set -euo pipefail

apt-get update
if ! apt-get install -y --no-install-recommends openjdk-25-jdk-headless; then
    # An older Ubuntu: the JDK of the Adoptium project.
    apt-get install -y --no-install-recommends wget ca-certificates gpg
    wget -qO- https://packages.adoptium.net/artifactory/api/gpg/key/public | gpg --dearmor > /usr/share/keyrings/adoptium.gpg
    . /etc/os-release
    echo "deb [signed-by=/usr/share/keyrings/adoptium.gpg] https://packages.adoptium.net/artifactory/deb $VERSION_CODENAME main" \
        > /etc/apt/sources.list.d/adoptium.list
    apt-get update
    apt-get install -y --no-install-recommends temurin-25-jdk
fi
