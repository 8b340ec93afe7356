package longhand.datasets.pictures;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import longhand.data.Split;
import longhand.datasets.image.PictureOptions;
import longhand.datasets.image.PixelImage;
import longhand.datasets.transforms.Normalize;
import longhand.datasets.transforms.PixelDataset;
import longhand.random.Generator;

/** The training and test pictures of a folder or table, all usable, in an order drawn from the seed. */
public final class PictureSet {
    /** So many are named; more than that is another mistake than single files. */
    private static final int MOST_NAMED = 1000;

    private final Path source;
    private final PictureOptions options;
    private final PixelCache cache;
    private final List<Problem> problems;
    private final List<CheckedFile> train = new ArrayList<>();
    private final List<CheckedFile> test = new ArrayList<>();
    private final List<String> classNames;
    private final ImageShape shape;

    private PictureSet(Path source, int side, PictureOptions options, Consumer<String> messages) {
        this.source = source;
        this.options = options;
        FoundFiles found = find(source, messages);
        ClassNames.check(source, found.files().stream().filter(LabelledFile::isUsable).map(LabelledFile::className)
                .toList(), messages);
        this.cache = new PixelCache(found.files().size(), options.cacheBytes());
        this.problems = new ArrayList<>(found.problems());
        PictureCheck check = new PictureCheck(found.files(), side, cache, messages);
        List<CheckedFile> checked = check.run();
        problems.addAll(check.problems());
        divide(checked);
        int causes = problems.size();
        removeUntrained();
        addEmptyClasses(found.files());
        problems.subList(0, causes).sort(Problem.BY_NAME);
        problems.subList(causes, problems.size()).sort(Problem.BY_NAME); // what follows from them
        refuseOrTell(messages);
        this.classNames = train.stream().map(file -> file.file().className()).distinct().sorted().toList();
        requireTwoClasses();
        boolean isGray = checked.stream().allMatch(CheckedFile::isGray);
        this.shape = new ImageShape(options.channels().orElse(isGray ? PixelImage.GRAY : PixelImage.COLOUR), side,
                side);
    }

    /**
     * Finds and checks the pictures.
     *
     * @param source a folder with a sub-folder for each class, or a table {@code .csv}
     * @param side height and width they get
     * @param messages is told which files cannot be used, and how far the search is
     * @throws DatasetException if there are such and they are not to be left out, or there are not two classes
     */
    public static PictureSet load(Path source, int side, PictureOptions options, Consumer<String> messages) {
        if (!Files.exists(source)) {
            throw new DatasetException(source
                    + ": no such folder or table of pictures. Fix: say where they are now (--data-dir for resume)");
        }
        return new PictureSet(source, side, options, messages);
    }

    /**
     * About how many training pictures there are: the files are counted, not opened.
     *
     * @param testShare of those of which the folder or table does not say what they are for
     * @param messages is told how far the count is, if it takes long
     */
    public static int trainingCount(Path source, double testShare, Consumer<String> messages) {
        double count = 0;
        for (LabelledFile file : find(source, messages).files()) {
            count += file.split().map(split -> split == Split.TRAIN ? 1.0 : 0.0).orElse(1 - testShare);
        }
        return (int) Math.round(count);
    }

    private static FoundFiles find(Path source, Consumer<String> messages) {
        return Files.isDirectory(source) ? PictureFolder.find(source, messages) : PictureTable.find(source);
    }

    /** Whether a path looks like pictures: a table, or a folder with folders. */
    public static boolean isLikely(Path path) {
        return Files.isDirectory(path) ? PictureFolder.isLikely(path)
                : path.toString().toLowerCase(Locale.ROOT).endsWith(".csv") && Files.isRegularFile(path);
    }

    /** Drawn once, the order serves for the split and for which pictures are the first ones. */
    private void divide(List<CheckedFile> checked) {
        int[] order = new Generator(options.seed()).randperm(checked.size());
        Map<String, List<CheckedFile>> undivided = new TreeMap<>();
        for (int index : order) {
            CheckedFile file = checked.get(index);
            Optional<Split> split = file.file().split();
            if (split.isPresent()) {
                (split.get() == Split.TRAIN ? train : test).add(file);
            } else {
                undivided.computeIfAbsent(file.file().className(), _ -> new ArrayList<>()).add(file);
            }
        }
        Map<Integer, Integer> place = IntStream.range(0, order.length).boxed()
                .collect(Collectors.toMap(i -> checked.get(order[i]).number(), i -> i));
        undivided.forEach(this::divideClass);
        Comparator<CheckedFile> drawn = Comparator.comparing(file -> place.get(file.number()));
        train.sort(drawn);
        test.sort(drawn);
    }

    private void divideClass(String name, List<CheckedFile> files) {
        if (files.size() == 1) {
            problems.add(Problem.ofFile(files.getFirst().file().name(), "the only picture of its class " + name
                    + ", which needs one to learn from and one for the test; add more"));
            return;
        }
        int count = Math.clamp(Math.round(options.testShare() * files.size()), 1, files.size() - 1);
        test.addAll(files.subList(0, count));
        train.addAll(files.subList(count, files.size()));
    }

    private void removeUntrained() {
        List<String> trained = train.stream().map(file -> file.file().className()).distinct().toList();
        test.removeIf(file -> {
            boolean unknown = !trained.contains(file.file().className());
            if (unknown) {
                problems.add(Problem.ofFile(file.file().name(), "a test picture of " + file.file().className()
                        + ", a class without training pictures"));
            }
            return unknown;
        });
    }

    /** A class all of whose files are unusable must not vanish silently. */
    private void addEmptyClasses(List<LabelledFile> files) {
        Map<String, Integer> usable = new HashMap<>();
        train.forEach(file -> usable.merge(file.file().className(), 1, Integer::sum));
        files.stream().map(LabelledFile::className).distinct().filter(name -> !usable.containsKey(name)).forEach(name ->
                problems.add(new Problem(Problem.What.CLASS, name, "a class without a usable training picture")));
    }

    private void refuseOrTell(Consumer<String> messages) {
        problems.stream().limit(MOST_NAMED).forEach(problem -> messages.accept("cannot be used: " + problem));
        if (problems.size() > MOST_NAMED) {
            messages.accept("cannot be used: " + (problems.size() - MOST_NAMED) + " more");
        }
        if (!problems.isEmpty() && !options.skipBad()) {
            throw new DatasetException(source + ": " + Problem.counts(problems) + " cannot be used, the first: "
                    + problems.getFirst()
                    + ". Fix: mend or remove what is named"
                    + (options.howToSkip().isEmpty() ? "" : ", or leave it out with " + options.howToSkip()));
        }
    }

    private void requireTwoClasses() {
        if (classNames.size() < 2 || test.isEmpty()) {
            throw new DatasetException(source + ": "
                    + (classNames.size() < 2 ? "usable pictures of " + classNames.size() + " class"
                    + (classNames.size() == 1 ? "" : "es") + " " + classNames
                    + ". Rule: a classifier needs at least 2. Fix: " + fixOfOneClass()
                    : "no test pictures. Fix: " + (Files.isDirectory(source)
                    ? "put some into the folder test, or remove that folder"
                    : "write test as the split of some lines, or remove that column")));
        }
    }

    private String fixOfOneClass() {
        if (!Files.isDirectory(source)) {
            return "add lines with pictures of something else";
        }
        Path inner = source.resolve(classNames.isEmpty() ? "" : classNames.getFirst());
        return (!classNames.isEmpty() && PictureFolder.isLikely(inner)
                ? "name the folder " + inner + " if the classes are in it, or " : "")
                + "add a sub-folder with pictures of something else";
    }

    /** One line: how many, of what, from where. */
    public String origin() {
        return String.format(Locale.ROOT, "%,d training and %,d test pictures of %,d classes from %s, %s, %d×%d%s",
                train.size(), test.size(), classNames.size(), source,
                shape.channels() == PixelImage.GRAY ? "gray" : "colour", shape.height(), shape.width(),
                problems.isEmpty() ? "" : " (" + Problem.counts(problems) + " left out)");
    }

    /** The pictures of a split. */
    public PixelDataset split(Split split) {
        Map<String, Integer> labels = IntStream.range(0, classNames.size()).boxed()
                .collect(Collectors.toMap(classNames::get, label -> label));
        return new PictureDataset(split == Split.TRAIN ? train : test, shape, classNames, labels, cache);
    }

    /** Mean and standard deviation of each channel of the first training pictures, after division by 255. */
    public Normalize normalize(int pictures) {
        List<CheckedFile> first = train.subList(0, pictures);
        double count = (double) pictures * shape.height() * shape.width();
        List<Double> sums = new ArrayList<>();
        List<Double> squares = new ArrayList<>();
        for (int c = 0; c < shape.channels(); c++) {
            int channel = shape.channels() == PixelImage.GRAY ? CheckedFile.GRAY_SUM : c;
            sums.add(first.stream().mapToLong(file -> file.sums()[channel]).sum() / count);
            squares.add(first.stream().mapToLong(file -> file.squares()[channel]).sum() / count);
        }
        return Normalize.ofMoments(sums, squares);
    }
}
