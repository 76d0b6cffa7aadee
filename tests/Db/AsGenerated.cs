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
            new FieldMeta("id", "Id", new BigAutoField { PrimaryKey = true }, typeof(long)),
            new FieldMeta("name", "Name", new CharField { MaxLength = 100 }, typeof(string)),
            new FieldMeta("born", "Born", new DateField { Null = true }, typeof(DateOnly?)),
        ],
        new __Access())
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

    private sealed class __Access : ModelAccess
    {
        public override Model Create() => new Author();

        public override Model ReadModel(Row row, int offset) => new Author
        {
            Id = row.GetInt64(offset),
            Name = row.GetString(offset + 1),
            Born = row.GetDateOrNull(offset + 2),
        };

        public override object? Get(Model instance, int field)
        {
            var m = (Author)instance;
            switch (field)
            {
                case 0: return m.Id;
                case 1: return m.Name;
                case 2: return m.Born;
                default: throw NoField(field);
            }
        }

        public override void Set(Model instance, int field, object? value)
        {
            var m = (Author)instance;
            switch (field)
            {
                case 0: m.Id = (long)value!; return;
                case 1: m.Name = (string)value!; return;
                case 2: m.Born = (DateOnly?)value; return;
                default: throw NoField(field);
            }
        }

        public override void Read(Model instance, int field, Row row, int column)
        {
            var m = (Author)instance;
            switch (field)
            {
                case 0: m.Id = row.GetInt64(column); return;
                case 1: m.Name = row.GetString(column); return;
                case 2: m.Born = row.GetDateOrNull(column); return;
                default: throw NoField(field);
            }
        }

        public override bool IsUnset(Model instance, int field)
        {
            var m = (Author)instance;
            switch (field)
            {
                case 0: return IsUnset<long>(m.Id);
                case 1: return IsUnset<string>(m.Name);
                case 2: return IsUnset<DateOnly?>(m.Born);
                default: throw NoField(field);
            }
        }
    }

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
            new FieldMeta("id", "Id", new BigAutoField { PrimaryKey = true }, typeof(long)),
            new FieldMeta("title", "Title", new CharField { MaxLength = 200 }, typeof(string)),
            new RelationFieldMeta("author", "Author", new ForeignKey("blog.Author", OnDelete.Cascade) { RelatedName = "books" }, typeof(long)),
            new RelationFieldMeta("editor", "Editor", new ForeignKey("blog.Author", OnDelete.SetNull) { RelatedName = "edited_books", Null = true }, typeof(long?)),
            new FieldMeta("published_date", "PublishedDate", new DateTimeField { AutoNowAdd = true }, typeof(DateTime)),
            new FieldMeta("isbn", "Isbn", new CharField { MaxLength = 13, Unique = true }, typeof(string)),
            new FieldMeta("genre", "Genre", new CharField { MaxLength = 50, Null = true }, typeof(string)),
            new FieldMeta("price", "Price", new DecimalField { MaxDigits = 8, DecimalPlaces = 2 }, typeof(decimal)),
            new FieldMeta("pages", "Pages", new IntegerField { Default = 100 }, typeof(int)),
            new FieldMeta("in_print", "InPrint", new BooleanField { Default = true }, typeof(bool)),
        ],
        new __Access());

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

    private sealed class __Access : ModelAccess
    {
        public override Model Create() => new Book();

        public override Model ReadModel(Row row, int offset) => new Book
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
        };

        public override object? Get(Model instance, int field)
        {
            var m = (Book)instance;
            switch (field)
            {
                case 0: return m.Id;
                case 1: return m.Title;
                case 2: return m.AuthorId;
                case 3: return m.EditorId;
                case 4: return m.PublishedDate;
                case 5: return m.Isbn;
                case 6: return m.Genre;
                case 7: return m.Price;
                case 8: return m.Pages;
                case 9: return m.InPrint;
                default: throw NoField(field);
            }
        }

        public override void Set(Model instance, int field, object? value)
        {
            var m = (Book)instance;
            switch (field)
            {
                case 0: m.Id = (long)value!; return;
                case 1: m.Title = (string)value!; return;
                case 2: m.AuthorId = (long)value!; return;
                case 3: m.EditorId = (long?)value; return;
                case 4: m.PublishedDate = (DateTime)value!; return;
                case 5: m.Isbn = (string)value!; return;
                case 6: m.Genre = (string?)value; return;
                case 7: m.Price = (decimal)value!; return;
                case 8: m.Pages = (int)value!; return;
                case 9: m.InPrint = (bool)value!; return;
                default: throw NoField(field);
            }
        }

        public override void Read(Model instance, int field, Row row, int column)
        {
            var m = (Book)instance;
            switch (field)
            {
                case 0: m.Id = row.GetInt64(column); return;
                case 1: m.Title = row.GetString(column); return;
                case 2: m.AuthorId = row.GetInt64(column); return;
                case 3: m.EditorId = row.GetInt64OrNull(column); return;
                case 4: m.PublishedDate = row.GetDateTime(column); return;
                case 5: m.Isbn = row.GetString(column); return;
                case 6: m.Genre = row.GetStringOrNull(column); return;
                case 7: m.Price = row.GetDecimal(column, 2); return;
                case 8: m.Pages = row.GetInt32(column); return;
                case 9: m.InPrint = row.GetBoolean(column); return;
                default: throw NoField(field);
            }
        }

        public override bool IsUnset(Model instance, int field)
        {
            var m = (Book)instance;
            switch (field)
            {
                case 0: return IsUnset<long>(m.Id);
                case 1: return IsUnset<string>(m.Title);
                case 2: return IsUnset<long>(m.AuthorId);
                case 3: return IsUnset<long?>(m.EditorId);
                case 4: return IsUnset<DateTime>(m.PublishedDate);
                case 5: return IsUnset<string>(m.Isbn);
                case 6: return IsUnset<string?>(m.Genre);
                case 7: return IsUnset<decimal>(m.Price);
                case 8: return IsUnset<int>(m.Pages);
                case 9: return IsUnset<bool>(m.InPrint);
                default: throw NoField(field);
            }
        }

        public override Model? GetLoaded(Model instance, int field)
        {
            var m = (Book)instance;
            switch (field)
            {
                case 2: return m.__author;
                case 3: return m.__editor;
                default: throw NoField(field);
            }
        }

        public override void SetLoaded(Model instance, int field, Model? related)
        {
            var m = (Book)instance;
            switch (field)
            {
                case 2: m.Author = (Author)related!; return;
                case 3: m.Editor = (Author?)related; return;
                default: throw NoField(field);
            }
        }

        public override ModelMeta GetTarget(int field)
        {
            switch (field)
            {
                case 2: return DbTests.Author.Meta;
                case 3: return DbTests.Author.Meta;
                default: throw NoField(field);
            }
        }
    }

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
