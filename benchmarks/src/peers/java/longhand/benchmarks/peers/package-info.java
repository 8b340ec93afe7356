/**
 * Our training against that of other engines on the same machine, in turn: ours, theirs, ours, theirs, …
 *
 * <p>{@link longhand.benchmarks.peers.PeersMain} starts everything and prints the table. Each figure comes from a
 * process of its own, which does one piece of {@link longhand.benchmarks.peers.Work} with one {@link
 * longhand.benchmarks.peers.Program}: {@link longhand.benchmarks.peers.PeerMain} with a {@link
 * longhand.benchmarks.peers.Peer}, or {@code peers/step.py} for PyTorch in Python.
 *
 * <p>These sources are compiled by the Maven profile {@code peers} alone, which fetches the other engines:
 *
 * <pre>  ./mvnw -q -Ppeers -pl benchmarks -am package -DskipTests</pre>
 */
package longhand.benchmarks.peers;
