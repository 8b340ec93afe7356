package longhand.models;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import longhand.models.torchvision.SqueezeNet;
import longhand.models.torchvision.TorchvisionAlexNet;
import longhand.models.torchvision.TorchvisionGoogLeNet;
import longhand.models.torchvision.TorchvisionResNet;
import longhand.models.torchvision.TorchvisionVgg11;
import longhand.names.NearestName;
import longhand.nn.Initial;
import longhand.nn.Layer;

/**
 * All models by name. A recipe called {@code notes} is the one of the course notes, {@code notes-s2} that of its text
 * S2, and so on.
 */
public final class Models {
    private static final int SMALL_IMAGE = 28;
    private static final int LARGE_IMAGE = 224;
    /** The least at which NiN's last block has maps of 3×3, so that a class activation map shows a place. */
    private static final int NIN_SIDE = 131;
    /** The same for networks that halve height and width five times. */
    private static final int HALVING_SIDE = 65;
    /** The least at which AlexNet's dense layers get the maps of 5×5 that they were made for. */
    private static final int ALEXNET_SIDE = 195;
    private static final String XAVIER = "xavier-uniform";
    private static final String KAIMING = "kaiming-uniform";
    private static final String IDENTITY = Initial.IDENTITY;
    private static final String MUON = "muon";
    private static final String SHORT = "a short run";
    private static final String D2L = "Dive into Deep Learning";
    private static final String RESNET_18 = "resnet18";
    private static final int PICTURE_EPOCHS = 12;
    /** Enough for a few hundred pictures, which ResNet-18 then learns within minutes on two cores. */
    private static final int PICTURE_SIDE = 64;
    /** Few pictures need large steps: at 0.0004 ResNet-18 learnt 240 of them by heart and took new ones for others. */
    private static final double RESNET_LR = 0.002;
    /** Less than activation maps need: only accuracy counts, and each image takes half the time. */
    private static final int BEST_SIDE = 48;
    private static final double MOST_PICTURE_LR = 0.001;
    /** Twice as many steps as with 32: networks from ten kinds of pictures were right more often about new ones. */
    private static final int MOST_PICTURES_A_STEP = 16;
    private static final int LEAST_PICTURES_SEEN = 9600;
    /** A crop of 0.8, or none, was worse for most of the ten kinds. Colours vary: a class may have one colour. */
    private static final String PICTURE_CHANGES = "crop,flip,jitter=0.2";
    private static final Map<String, Model> BY_NAME = new LinkedHashMap<>();

    static {
        add("softmax", "softmax regression: one linear layer on the pixels", SMALL_IMAGE,
                (channels, classes) -> new SoftmaxRegression(channels * SMALL_IMAGE * SMALL_IMAGE, classes),
                Map.of(Model.QUICK, Recipe.of(SHORT, SMALL_IMAGE, 256, "sgd", 0.1, 5),
                        Model.NOTES, Recipe.of(D2L, SMALL_IMAGE, 256, "sgd", 0.1, 10)));
        add("mlp", "multilayer perceptron with one hidden layer of 256 units", SMALL_IMAGE,
                (channels, classes) -> new Mlp(channels * SMALL_IMAGE * SMALL_IMAGE, classes),
                Map.of(Model.QUICK, Recipe.of(SHORT, SMALL_IMAGE, 256, "adam", 0.001, 5),
                        Model.NOTES, Recipe.of(D2L, SMALL_IMAGE, 256, "sgd", 0.1, 10)));
        add("lenet", "LeNet-5 with sigmoids and max-pooling (S4 §5)", SMALL_IMAGE, LeNet::new,
                Map.of(Model.QUICK, Recipe.of(SHORT, SMALL_IMAGE, 128, "adam", 0.01, 20).init(XAVIER).oneCycle(),
                        Model.NOTES, Recipe.of("S4 §5", SMALL_IMAGE, 256, "adam", 0.001, 5)));
        add("alexnet", "AlexNet, one channel, simplified (S4 §6)", LARGE_IMAGE, AlexNet::new,
                Map.of(Model.QUICK, Recipe.of(SHORT, ALEXNET_SIDE, 32, MUON, 0.001, 1).init(XAVIER).oneCycle()
                        .limit(8000, 2000),
                        Model.PICTURES, ownPictures(ALEXNET_SIDE, MOST_PICTURES_A_STEP, 0.0005, KAIMING),
                        Model.NOTES, Recipe.of("S4 §6", LARGE_IMAGE, 128, "adam", 0.001, 5)));
        add("vgg11", "VGG-11 (S4 §7)", LARGE_IMAGE, Vgg::new,
                Map.of(Model.QUICK, Recipe.of(SHORT, LARGE_IMAGE, 16, "adam", 0.0001, 1).limit(1000, 200),
                        Model.NOTES, Recipe.of("S4 §7", LARGE_IMAGE, 64, "adam", 0.001, 5)));
        add("vgg-small", "VGG-11 with every width divided by 16 (S4 §7)", LARGE_IMAGE,
                (channels, classes) -> new Vgg(channels, classes, 16),
                Map.of(Model.QUICK, Recipe.of(SHORT, LARGE_IMAGE, 32, "adam", 0.001, 1).limit(10_000, 1000),
                        Model.NOTES, Recipe.of("S4 §7", LARGE_IMAGE, 64, "adam", 0.001, 5)));
        add("nin", "Network in Network (S0, S2, S3, S4 §8)", LARGE_IMAGE, NiN::new,
                Map.of(Model.QUICK, Recipe.of(SHORT, NIN_SIDE, 16, MUON, 0.002, 1).init(IDENTITY).oneCycle()
                        .limit(18_000, 2000),
                        Model.NOTES, Recipe.of("S0", LARGE_IMAGE, 128, "sgd", 0.03, 10).init(XAVIER),
                        "notes-s2", Recipe.of("S2, S3", LARGE_IMAGE, 128, "sgd", 0.1, 10).init(XAVIER),
                        "notes-s4", Recipe.of("S4 §8", LARGE_IMAGE, 128, "adam", 0.002, 5)));
        add("nin-padded", "Network in Network with padding 2 in the first layer (S1)", LARGE_IMAGE, NiNPadded::new,
                Map.of(Model.QUICK, Recipe.of(SHORT, LARGE_IMAGE, 32, "adam", 0.001, 1).limit(8000, 1000),
                        Model.NOTES, Recipe.of("S1", LARGE_IMAGE, 16, "adam", 0.001, 3)));
        add("googlenet", "GoogLeNet, Inception v1 in five stages (S4 §9)", LARGE_IMAGE, GoogLeNet::new,
                Map.of(Model.QUICK, Recipe.of(SHORT, HALVING_SIDE, 32, MUON, 0.001, 1).momentum(0.8).init(IDENTITY)
                        .cosine().limit(16_000, 2000),
                        Model.NOTES, Recipe.of(D2L, 96, 128, "sgd", 0.1, 10).init(XAVIER)));
        add(RESNET_18, "ResNet-18", LARGE_IMAGE, ResNet18::new,
                Map.of(Model.QUICK, Recipe.of(SHORT, HALVING_SIDE, 32, "adam", RESNET_LR, 1).init(KAIMING).oneCycle()
                        .limit(16_000, 2000),
                        Model.BEST, Recipe.of("the best result", BEST_SIDE, 64, "adamw", RESNET_LR, 3).init(KAIMING)
                        .oneCycle().augment("flip,pad=2"),
                        Model.NOTES, Recipe.of(D2L, 96, 256, "sgd", 0.05, 10).init(XAVIER)));
        addTorchvision("alexnet", "AlexNet", TorchvisionAlexNet::new);
        addTorchvision("vgg11", "VGG-11", (channels, classes) -> new TorchvisionVgg11(channels, classes, false));
        addTorchvision("vgg11-bn", "VGG-11 with batch normalisation",
                (channels, classes) -> new TorchvisionVgg11(channels, classes, true));
        addTorchvision("googlenet", "GoogLeNet", TorchvisionGoogLeNet::new);
        addTorchvision("resnet18", "ResNet-18", TorchvisionResNet::resNet18);
        addTorchvision("resnet34", "ResNet-34", TorchvisionResNet::resNet34);
        addTorchvision("squeezenet", "SqueezeNet 1.1, small", SqueezeNet::new);
    }

    private Models() {}

    /** A network that torchvision's published weights fit ({@code train --init FILE}). */
    private static void addTorchvision(String name, String title, BiFunction<Integer, Integer, Layer> factory) {
        add(name + Model.TORCHVISION, title + " as torchvision has it, for its published weights", LARGE_IMAGE, factory,
                Map.of(Model.QUICK, Recipe.of(SHORT, 96, 32, "adam", 0.0005, 1).oneCycle().limit(2000, 500)));
    }

    private static void add(String name, String summary, int side, BiFunction<Integer, Integer, Layer> factory,
            Map<String, Recipe> recipes) {
        Map<String, Recipe> all = new TreeMap<>(recipes);
        all.putIfAbsent(Model.PICTURES, ownPictures(name, recipes.get(Model.QUICK)));
        BY_NAME.put(name, new Model(name, summary, side, factory, all));
    }

    /** With size, batches and initial weights of the quick recipe, and a rate that few pictures need. */
    private static Recipe ownPictures(String name, Recipe quick) {
        int side = name.equals(RESNET_18) ? PICTURE_SIDE : quick.side();
        int batch = Math.min(quick.batchSize(), MOST_PICTURES_A_STEP);
        double lr = name.equals(RESNET_18) ? RESNET_LR : Math.min(quick.lr(), MOST_PICTURE_LR);
        return ownPictures(side, batch, lr, quick.init());
    }

    /** All images, more epochs the fewer there are, and a rate that falls towards the end. */
    private static Recipe ownPictures(int side, int batch, double lr, String init) {
        return Recipe.of("own pictures", side, batch, "adam", lr, PICTURE_EPOCHS)
                .init(init).oneCycle().augment(PICTURE_CHANGES).leastSeen(LEAST_PICTURES_SEEN);
    }

    /** All models, simple ones first. */
    public static Collection<Model> all() {
        return Collections.unmodifiableCollection(BY_NAME.values());
    }

    /** The names that {@link #get} knows. */
    public static Collection<String> names() {
        return Collections.unmodifiableCollection(BY_NAME.keySet());
    }

    /**
     * A model by name.
     *
     * @throws IllegalArgumentException if there is none of that name; lists those there are
     */
    public static Model get(String name) {
        Model model = BY_NAME.get(name);
        if (model == null) {
            throw new IllegalArgumentException(NearestName.unknown("model", name, BY_NAME.keySet()));
        }
        return model;
    }
}
