// What the source generator writes for the models of Models.cs, by hand: the contract between it and the runtime.
// The generator's own tests compare its output with what compiles here.
#nullable enable

using System.CodeDom.Compiler;
using Quintet.Db;

namespace DbTests;

[GeneratedCode("Quintet.Generators", "0.1.0")]
partial class Author
{
    public static ModelMeta<Author> Meta { get; } = new(
        "blog",
        [
            new FieldMeta<Author, long>("id", "Id", new BigAutoField { PrimaryKey = true }, static m => m.Id, static (m, v) => m.Id = v),
            new FieldMeta<Author, string>("name", "Name", new CharField { MaxLength = 100 }, static m => m.Name, static (m, v) => m.Name = v),
            new FieldMeta<Author, DateOnly?>("born", "Born", new DateField { Null = true }, static m => m.Born, static (m, v) => m.Born = v),
        ],
        static () => new Author(),
        static (row, offset) => new Author
        {
            Id = row.GetInt64(offset),
            Name = row.GetString(offset + 1),
            Born = row.GetDateOrNull(offset + 2),
        })
    {
        Options = new MetaAttribute { Ordering = ["name"] },
    };

    // After Meta: static initialisers run in the order of the text.
    public static Manager<Author> Objects { get; } = new(Meta);

    public long Id { get; set; }

    /// <summary>null while the row has none: the counted key of an unsaved row is 0.</summary>
    public override object? Pk
    {
        get => Id == 0 ? null : Id;
        set => Id = value is null ? 0 : (long)value;
    }

    /// <summary>The books whose author is this.</summary>
    public RelatedManager<Book> Books => new(Book.Meta, "author", this);

    /// <summary>The books whose editor is this.</summary>
    public RelatedManager<Book> EditedBooks => new(Book.Meta, "editor", this);

    public override ModelMeta GetMeta() => Meta;

    public override bool TryGetTemplateMember(string name, out object? value)
    {
        switch (name)
        {
            case "id" or "Id": value = Id; return true;
            case "name" or "Name": value = Name; return true;
            case "born" or "Born": value = Born; return true;
            case "books" or "Books": value = Books; return true;
            case "edited_books" or "EditedBooks": value = EditedBooks; return true;
            default: return base.TryGetTemplateMember(name, out value);
        }
    }
}

[GeneratedCode("Quintet.Generators", "0.1.0")]
partial class Book
{
    private long __authorId;
    private Author? __author;
    private long? __editorId;
    private Author? __editor;

    public static ModelMeta<Book> Meta { get; } = new(
        "blog",
        [
            new FieldMeta<Book, long>("id", "Id", new BigAutoField { PrimaryKey = true }, static m => m.Id, static (m, v) => m.Id = v),
            new FieldMeta<Book, string>("title", "Title", new CharField { MaxLength = 200 }, static m => m.Title, static (m, v) => m.Title = v),
            new RelationFieldMeta<Book, Author, long>(
                "author",
                "Author",
                new ForeignKey("blog.Author", OnDelete.Cascade) { RelatedName = "books" },
                static m => m.__authorId,
                static (m, v) => m.AuthorId = v,
                static () => DbTests.Author.Meta,
                static m => m.__author,
                static (m, v) => m.Author = v!),
            new RelationFieldMeta<Book, Author, long?>(
                "editor",
                "Editor",
                new ForeignKey("blog.Author", OnDelete.SetNull) { Null = true, RelatedName = "edited_books" },
                static m => m.__editorId,
                static (m, v) => m.EditorId = v,
                static () => DbTests.Author.Meta,
                static m => m.__editor,
                static (m, v) => m.Editor = v),
            new FieldMeta<Book, DateTime>("published_date", "PublishedDate", new DateTimeField { AutoNowAdd = true }, static m => m.PublishedDate, static (m, v) => m.PublishedDate = v),
            new FieldMeta<Book, string>("isbn", "Isbn", new CharField { MaxLength = 13, Unique = true }, static m => m.Isbn, static (m, v) => m.Isbn = v),
            new FieldMeta<Book, string?>("genre", "Genre", new CharField { MaxLength = 50, Null = true }, static m => m.Genre, static (m, v) => m.Genre = v),
            new FieldMeta<Book, decimal>("price", "Price", new DecimalField { MaxDigits = 8, DecimalPlaces = 2 }, static m => m.Price, static (m, v) => m.Price = v),
            new FieldMeta<Book, int>("pages", "Pages", new IntegerField { Default = 100 }, static m => m.Pages, static (m, v) => m.Pages = v),
            new FieldMeta<Book, bool>("in_print", "InPrint", new BooleanField { Default = true }, static m => m.InPrint, static (m, v) => m.InPrint = v),
        ],
        static () => new Book(),
        static (row, offset) => new Book
        {
            Id = row.GetInt64(offset),
            Title = row.GetString(offset + 1),
            AuthorId = row.GetInt64(offset + 2),
            EditorId = row.GetInt64OrNull(offset + 3),
            PublishedDate = row.GetDateTime(offset + 4),
            Isbn = row.GetString(offset + 5),
            Genre = row.GetStringOrNull(offset + 6),
            Price = row.GetDecimal(offset + 7, 2),
            Pages = row.GetInt32(offset + 8),
            InPrint = row.GetBoolean(offset + 9),
        });

    public static Manager<Book> Objects { get; } = new(Meta);

    public long Id { get; set; }

    public override object? Pk
    {
        get => Id == 0 ? null : Id;
        set => Id = value is null ? 0 : (long)value;
    }

    /// <summary>The key of <see cref="Author"/>; reading it never queries.</summary>
    public long AuthorId
    {
        get => __authorId;
        set
        {
            if (__authorId == value) return;
            __authorId = value;
            __author = null;
        }
    }

    public partial Author Author
    {
        get => __author ??= DbTests.Author.Meta.LoadRelated(this, "author", __authorId);
        set
        {
            __authorId = value.Id;
            __author = value;
        }
    }

    /// <summary>The key of <see cref="Editor"/>; reading it never queries.</summary>
    public long? EditorId
    {
        get => __editorId;
        set
        {
            if (__editorId == value) return;
            __editorId = value;
            __editor = null;
        }
    }

    public partial Author? Editor
    {
        get => __editor ??= __editorId is { } key ? DbTests.Author.Meta.LoadRelated(this, "editor", key) : null;
        set
        {
            __editorId = value?.Id;
            __editor = value;
        }
    }

    public async ValueTask<Author> GetAuthorAsync(CancellationToken cancellation = default) =>
        __author ??= await DbTests.Author.Meta.LoadRelatedAsync(this, "author", __authorId, cancellation);

    public async ValueTask<Author?> GetEditorAsync(CancellationToken cancellation = default) =>
        __editor ??= __editorId is { } key ? await DbTests.Author.Meta.LoadRelatedAsync(this, "editor", key, cancellation) : null;

    public override ModelMeta GetMeta() => Meta;

    public override bool TryGetTemplateMember(string name, out object? value)
    {
        switch (name)
        {
            case "id" or "Id": value = Id; return true;
            case "title" or "Title": value = Title; return true;
            case "author" or "Author": value = Author; return true;
            case "author_id" or "AuthorId": value = AuthorId; return true;
            case "editor" or "Editor": value = Editor; return true;
            case "editor_id" or "EditorId": value = EditorId; return true;
            case "published_date" or "PublishedDate": value = PublishedDate; return true;
            case "isbn" or "Isbn": value = Isbn; return true;
            case "genre" or "Genre": value = Genre; return true;
            case "price" or "Price": value = Price; return true;
            case "pages" or "Pages": value = Pages; return true;
            case "in_print" or "InPrint": value = InPrint; return true;

            // The user's own public properties and methods without arguments.
            case "shout" or "Shout": value = Shout(); return true;
            default: return base.TryGetTemplateMember(name, out value);
        }
    }
}
