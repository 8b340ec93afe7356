package longhand.site;

import java.util.Map;
import longhand.explain.Colours;
import longhand.explain.Html;

/** What all pages of the site have in common. */
final class Skeleton {
    private Skeleton() {}

    /**
     * A page.
     *
     * @param top leads from the page to the top of the site: "" or "../"
     */
    static String page(String title, String top, String body) {
        return Html.fill(Skeleton.class, "page.html",
                Map.of("title", Html.escape(title), "top", top, "body", body));
    }

    /** The house style of all our pages, and what this site adds. */
    static String css() {
        return Colours.css() + Html.resource(Html.class, "house.css") + Html.resource(Skeleton.class, "site.css");
    }
}
