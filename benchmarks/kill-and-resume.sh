#!/usr/bin/env bash
# Kills a training run again and again at random moments, resumes it each time, and compares the final weights with those of a run
# that was never disturbed, byte for byte.
#
#   benchmarks/kill-and-resume.sh [KILLS]        default 50
#
# LONGHAND names the command (default: the launcher of this repository). The results go to a temporary folder.
set -euo pipefail

kills=${1:-50}
longhand=${LONGHAND:-$(cd "$(dirname "$0")/.." && pwd)/longhand}
folder=$(mktemp -d)
options=(--dataset synthetic --limit-train 400 --limit-test 100 --batch-size 4 --save-every 1)

# In the background the program itself must be the process that is killed, not a shell around it: hence exec.
train() { # FOLDER THREADS
    exec "$longhand" train lenet "${options[@]}" --epochs "$epochs" --out "$1" --threads "$2"
}

# Between two moves there is only the one before the last.
has_checkpoint() {
    [ -f "$run/checkpoint.safetensors" ] || [ -f "$run/checkpoint.previous.safetensors" ]
}

epochs=${EPOCHS:-6}
echo "an undisturbed run of $epochs epochs, $((epochs * 100)) steps, for comparison"
(train "$folder/straight" 1) > "$folder/straight.log" 2>&1

killed=0
ended=0
run=$folder/killed
while [ $killed -lt "$kills" ]; do
    touch "$folder/started"
    if has_checkpoint; then
        "$longhand" resume "$run" --threads $((1 + RANDOM % 2)) >> "$folder/killed.log" 2>&1 &
    else
        rm -rf "$run"
        train "$run" 2 > "$folder/killed.log" 2>&1 &
    fi
    pid=$!
    # A kill counts only if it hits training: from the first checkpoint that this process writes, SPAN seconds at most.
    while kill -0 $pid 2> /dev/null && ! [ "$run/checkpoint.safetensors" -nt "$folder/started" ]; do
        sleep 0.02
    done
    sleep "$(awk -v r=$RANDOM -v span="${SPAN:-1}" 'BEGIN { print span * r / 32768 }')"
    kill -9 $pid 2> /dev/null || true
    status=0
    wait $pid 2> /dev/null || status=$?
    if [ $status = 137 ]; then
        killed=$((killed + 1))
    elif [ $status = 0 ]; then
        ended=$((ended + 1)) # it was done: compare, and start another one
        cmp "$folder/straight/weights.safetensors" "$run/weights.safetensors"
        rm -rf "$run"
    else
        echo "a run failed:" && tail -3 "$folder/killed.log" && exit 1
    fi
done
if has_checkpoint; then
    "$longhand" resume "$run" >> "$folder/killed.log" 2>&1
    cmp "$folder/straight/weights.safetensors" "$run/weights.safetensors"
    ended=$((ended + 1))
fi
echo "$killed kills; $ended runs came to their end, all with the bytes of the undisturbed run"
rm -rf "$folder"
