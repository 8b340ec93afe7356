/**
 * A disk that fails on purpose, for tests of what is left after a crash: {@link longhand.testing.disk.FaultyDisk}
 * decides when and how, the other classes let every change to files under one folder ask it first.
 */
package longhand.testing.disk;
