package longhand.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> MODELS = List.of("softmax", "mlp", "lenet", "alexnet", "vgg11", "vgg-small",
            "nin", "nin-padded", "googlenet", "resnet18", "resnet18-torchvision", "resnet34-torchvision");
    private static final List<String> DATA = List.of("fashion-mnist", "mnist", "cifar-10", "cifar-100", "synthetic");

    @ParameterizedTest
    @CsvSource({"nni, nin", "NiN, nin", "lenett, lenet", "lnet, lenet", "alxenet, alexnet", "resnet, resnet18",
        "resnet-18, resnet18", "vgg, vgg11", "gogglenet, googlenet", "inn, nin", "resnet34, resnet34-torchvision"})
    void models(String written, String meant) {
        assertEquals(Optional.of(meant), NearestName.of(written, MODELS));
    }

    @ParameterizedTest
    @CsvSource({"fashon, fashion-mnist", "fashion, fashion-mnist", "Fashion_MNIST, fashion-mnist", "minst, mnist",
        "cifar, cifar-10", "cifar10, cifar-10", "cifar100, cifar-100", "syntetic, synthetic"})
    void dataSets(String written, String meant) {
        assertEquals(Optional.of(meant), NearestName.of(written, DATA));
    }

    @Test
    void nothingIsNear() {
        assertEquals(Optional.empty(), NearestName.of("transformer", MODELS));
        assertEquals(Optional.empty(), NearestName.of("", MODELS));
        assertEquals(Optional.empty(), NearestName.of("xy", DATA));
        assertEquals("Fix: choose one of a1, b2.", NearestName.fix("zzzz", List.of("a1", "b2")));
    }

    @Test
    void theFixNamesAllAndTheNearest() {
        assertEquals("Fix: choose one of mnist, synthetic. Did you mean mnist?",
                NearestName.fix("mnsit", List.of("mnist", "synthetic")));
    }
}
