using static Quintet.Urls.UrlHelpers;

namespace Shop;

public class ShopUrls : UrlConf
{
    public override IEnumerable<UrlPattern> UrlPatterns =>
    [
        Path("plaintext/", Views.Plaintext, name: "plaintext"),
        Path("books/", Views.BookList, name: "book_list"),
        Path("books/<int:id>/", Views.BookDetail, name: "book_detail"),
        Path("books/<int:id>/review/", Views.WriteReview, name: "review"),
    ];
}
