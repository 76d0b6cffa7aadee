using static Quintet.Urls.UrlHelpers;

namespace Shop;

public class Urls : UrlConf
{
    public override string AppName => "shop";

    public override IEnumerable<UrlPattern> UrlPatterns =>
    [
        Path("", Views.Index, name: "index"),
        Path<BookList>("books/", name: "book_list"),
        Path("books/<int:id>/", Views.BookDetail, name: "book_detail"),
        Path("books/<int:id>/aside/", Views.SetAside, name: "set_aside"),
        Path("aside/", Views.AsideList, name: "aside_list"),
        Path("authors/", Views.AuthorList, name: "author_list"),
        Path("authors/<int:id>/", Views.AuthorDetail, name: "author_detail"),
        Path("genres/", Views.GenreList, name: "genre_list"),
        Path("genres/<slug:slug>/", Views.GenreDetail, name: "genre_detail"),
        Path("publishers/<int:id>/", Views.PublisherDetail, name: "publisher_detail"),
        Path("search/", Views.Search, name: "search"),
        Path("about/", Views.About, name: "about"),
    ];
}
