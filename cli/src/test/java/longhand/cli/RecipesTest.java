package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import longhand.datasets.transforms.Augmentation;
import longhand.models.Model;
import longhand.models.Models;
import longhand.models.Recipe;
import longhand.nn.optim.Optimizers;
import longhand.nn.optim.Schedules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a recipe names in other modules exists there. */
class RecipesTest {
    static Stream<Recipe> recipes() {
        return Models.all().stream().flatMap(model -> model.recipes().values().stream());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyNameIsKnown(Recipe recipe) {
        assertTrue(Optimizers.names().contains(recipe.optimizer()), recipe.toString());
        assertTrue(Schedules.names().contains(recipe.schedule()), recipe.toString());
        assertEquals(recipe.augment().equals("none") ? 0 : recipe.augment().split(",").length,
                Augmentation.parse(recipe.augment(), recipe.side()).size(), recipe.toString());
    }

    @Test
    void theBestResultTakesAllImages() {
        Recipe best = Models.get("resnet18").recipe(Model.BEST);
        assertEquals(Recipe.ALL, best.trainImages());
        assertEquals(Recipe.ALL, best.testImages());
    }
}
