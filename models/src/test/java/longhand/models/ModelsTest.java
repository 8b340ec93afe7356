package longhand.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import longhand.autograd.NoGrad;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.ForwardWatch;
import longhand.nn.Initial;
import longhand.nn.Layer;
import longhand.nn.Sequential;
import longhand.shape.Shape;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes, parameters and printed form of the networks, against the notes and PyTorch. */
class ModelsTest {

    static Stream<Model> models() {
        return Models.all().stream();
    }

    /** Parameter counts of the same networks in PyTorch. */
    @ParameterizedTest
    @CsvSource({"softmax, 7850", "mlp, 203530", "lenet, 44426", "alexnet, 46764746", "vgg11, 128806154",
            "vgg-small, 506234",
        "nin, 1992166", "nin-padded, 1992166", "googlenet, 5977530", "resnet18, 11178378"})
    void hasAsManyParametersAsInPyTorch(String name, long count) {
        assertEquals(count, Models.get(name).create(1, 10).parameterCount());
    }

    /**
     * What the notes print for a 224×224 image (for LeNet 28×28); S1's NiN and GoogLeNet flatten outside their stages.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "nin | 96@54 96@26 256@26 256@12 384@12 384@5 384@5 10@5 10@1 10",
        "vgg11 | 64@112 128@56 256@28 512@14 512@7 10",
        "googlenet | 64@56 192@28 480@14 832@7 1024 10"})
    void stagesHaveTheShapesOfTheNotes(String name, String stages) {
        Sequential net = (Sequential) Models.get(name).create(1, 10);
        net.eval();
        Tensor x = Tensor.rand(1, 1, 224, 224);
        List<String> shapes = new ArrayList<>();
        try (NoGrad _ = NoGrad.enter()) {
            for (Layer stage : net.layers()) {
                x = stage.forward(x);
                shapes.add(brief(x.shape()));
            }
        }
        assertEquals(stages, String.join(" ", shapes));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "nin-padded | conv.0.5 96@55 conv.1 96@27 conv.2.5 256@27 conv.3 256@13 conv.4.5 384@13 conv.5 384@6 conv.6.5 10@6 gap.0 10@1",
        "alexnet | conv.0 96@54 conv.2 96@26 conv.3 256@26 conv.5 256@12 conv.6 384@12 conv.10 256@12 conv.12 256@5 fc.6 10",
        "lenet | conv.0 6@24 conv.2 6@12 conv.3 16@8 conv.5 16@4 fc.0 120 fc.2 84 fc.4 10",
        "resnet18 | 0 64@56 1 64@56 2 128@28 3 256@14 4 512@7 5 512@1 7 10"})
    void layersHaveTheShapesOfTheNotes(String name, String expected) {
        Model model = Models.get(name);
        Layer net = model.create(1, 10);
        net.eval();
        List<String> seen = new ArrayList<>();
        try (NoGrad _ = NoGrad.enter(); ForwardWatch _ =
                ForwardWatch.start((layer, in, out) -> net.namedLayers().forEach((path, l) -> {
            if (l == layer && (" " + expected).contains(" " + path + " ")) {
                seen.add(path + " " + brief(out.shape()));
            }
        }))) {
            assertEquals(Shape.of(1, 10), net.forward(Tensor.rand(1, 1, model.side(), model.side())).shape());
        }
        assertEquals(expected, String.join(" ", seen));
    }

    private static String brief(Shape shape) {
        return shape.rank() == 4 && shape.dim(2) == shape.dim(3) ? shape.dim(1) + "@" + shape.dim(2)
                : Integer.toString(shape.dim(1));
    }

    @Test
    void namesAreThoseOfTheNotes() {
        assertEquals("0.0.weight", firstName("nin"));
        assertEquals("conv.0.weight", firstName("lenet"));
        assertEquals("conv.0.0.weight", firstName("nin-padded"));
        assertEquals("vgg_block_1.0.weight", firstName("vgg-small"));
        List<String> small = List.copyOf(Models.get("vgg-small").create(1, 10).namedParameters().keySet());
        assertTrue(small.contains("fc.1.weight") && small.contains("fc.5.bias"), small.toString());
        List<String> google = List.copyOf(Models.get("googlenet").create(1, 10).namedParameters().keySet());
        assertEquals(List.of("2.0.p1_1.weight", "2.0.p1_1.bias", "2.0.p2_1.weight"), google.subList(6, 9));
        List<String> residual = List.copyOf(new Residual(2, 4, 2).stateDict().keySet());
        assertEquals(List.of("conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "conv3.weight", "conv3.bias",
                "bn1.weight"), residual.subList(0, 7));
    }

    private static String firstName(String model) {
        return Models.get(model).create(1, 10).namedParameters().keySet().iterator().next();
    }

    @Test
    void aRatioThatLeavesNoChannelsIsRefused() {
        for (int ratio : new int[] {-1, 0, 65}) {
            String message = assertThrows(IllegalArgumentException.class, () -> new Vgg(1, 10, ratio)).getMessage();
            assertTrue(message.startsWith("Vgg: ratio = " + ratio + ". Rule: ") && message.contains("Fix: "), message);
        }
    }

    @Test
    void leNetPrintsAsInTheNotes() {
        assertEquals("""
                LeNet(
                  (conv): Sequential(
                    (0): Conv2d(1, 6, kernel_size=(5, 5), stride=(1, 1))
                    (1): Sigmoid()
                    (2): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
                    (3): Conv2d(6, 16, kernel_size=(5, 5), stride=(1, 1))
                    (4): Sigmoid()
                    (5): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
                  )
                  (fc): Sequential(
                    (0): Linear(in_features=256, out_features=120, bias=True)
                    (1): Sigmoid()
                    (2): Linear(in_features=120, out_features=84, bias=True)
                    (3): Sigmoid()
                    (4): Linear(in_features=84, out_features=10, bias=True)
                  )
                )""", new LeNet(1, 10).toString());
    }

    @Test
    void niNStartsAsPrintedInTheNotes() {
        assertTrue(new NiN(1, 10).toString().startsWith("""
                Sequential(
                  (0): Sequential(
                    (0): Conv2d(1, 96, kernel_size=(11, 11), stride=(4, 4))
                    (1): ReLU()
                    (2): Conv2d(96, 96, kernel_size=(1, 1), stride=(1, 1))
                    (3): ReLU()
                    (4): Conv2d(96, 96, kernel_size=(1, 1), stride=(1, 1))
                    (5): ReLU()
                  )
                  (1): MaxPool2d(kernel_size=3, stride=2, padding=0, dilation=1, ceil_mode=False)
                  (2): Sequential(
                    (0): Conv2d(96, 256, kernel_size=(5, 5), stride=(1, 1), padding=(2, 2))
                """));
    }

    /** A class activation map of fewer cells shows nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"nin", "googlenet", "resnet18"})
    void theQuickRecipeHasTheLeastSizeThatLeavesMapsOfThreeByThree(String name) {
        int side = Models.get(name).recipe(Model.QUICK).side();
        assertEquals(3, sideOfLastMaps(name, side));
        assertEquals(2, sideOfLastMaps(name, side - 1));
    }

    /** Height and width of the maps before the global average. */
    private static int sideOfLastMaps(String name, int side) {
        Layer net = Models.get(name).create(1, 10);
        net.eval();
        List<Shape> pooled = new ArrayList<>();
        net.apply(layer -> {
            if (layer instanceof AdaptiveAvgPool2d) {
                layer.registerForwardHook((_, x, y) -> {
                    pooled.add(x.shape());
                    return y;
                });
            }
        });
        try (NoGrad _ = NoGrad.enter()) {
            net.forward(Tensor.rand(1, 1, side, side));
        }
        assertEquals(1, pooled.size());
        return pooled.getFirst().dim(2);
    }

    @Test
    void recipesOfTheNotesAreTheirs() {
        assertRecipe("lenet", "notes", 28, 256, "adam", 0.001, 5, "default");
        assertRecipe("alexnet", "notes", 224, 128, "adam", 0.001, 5, "default");
        assertRecipe("vgg11", "notes", 224, 64, "adam", 0.001, 5, "default");
        assertRecipe("nin", "notes", 224, 128, "sgd", 0.03, 10, "xavier-uniform");
        assertRecipe("nin", "notes-s2", 224, 128, "sgd", 0.1, 10, "xavier-uniform");
        assertRecipe("nin", "notes-s4", 224, 128, "adam", 0.002, 5, "default");
        assertRecipe("nin-padded", "notes", 224, 16, "adam", 0.001, 3, "default");
    }

    private static void assertRecipe(String model, String name, int side, int batch, String optimizer, double lr,
            int epochs, String init) {
        Recipe recipe = Models.get(model).recipe(name);
        assertEquals(new Recipe(recipe.source(), epochs, 0, batch, optimizer, lr, 0, "constant", init, "none", "none",
                side, Recipe.ALL, Recipe.ALL), recipe);
    }

    @Test
    void fewPicturesAreShownMoreOften() {
        Recipe recipe = Recipe.of("", 28, 8, "adam", 0.1, 12).leastSeen(12_000);
        assertEquals(50, recipe.epochsFor(240));
        assertEquals(12, recipe.epochsFor(100_000));
        assertEquals(100, recipe.epochsFor(1));
        assertEquals(5, Recipe.of("", 28, 8, "adam", 0.1, 5).epochsFor(10));
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyModelHasItsRecipes(Model model) {
        assertTrue(model.recipes().keySet().containsAll(List.of(Model.QUICK, Model.PICTURES)));
        assertEquals(!model.name().endsWith(Model.TORCHVISION), model.recipes().containsKey(Model.NOTES));
        model.recipes().values().forEach(recipe -> assertTrue(Initial.named(recipe.init()).isPresent(),
                recipe.toString()));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> model.recipe("slow")).getMessage()
                .contains("pictures, "));
    }

    @Test
    void anUnknownModelIsRefusedWithTheNamesThereAre() {
        assertEquals("model: there is no 'lenett'. Fix: choose one of softmax, mlp, lenet, alexnet, vgg11, vgg-small, nin, nin-padded, "
                + "googlenet, resnet18, alexnet-torchvision, vgg11-torchvision, vgg11-bn-torchvision, googlenet-torchvision, "
                + "resnet18-torchvision, resnet34-torchvision, squeezenet-torchvision. Did you mean lenet?",
                assertThrows(IllegalArgumentException.class, () -> Models.get("lenett"))
                .getMessage());
    }
}
