package longhand.datasets.pictures;

import java.util.List;

/**
 * What is in a folder or table of pictures, before any of them is opened.
 *
 * @param files the files, in the order of their names
 * @param problems what is there and is not used
 */
record FoundFiles(List<LabelledFile> files, List<Problem> problems) {}
