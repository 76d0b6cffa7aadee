using Quintet.Db;
using Quintet.Db.Migrations;

namespace SchemaTests;

public sealed class SourceTests
{
    [Fact]
    public void A_model_is_written_as_one_would_write_it()
    {
        var operation = new CreateModel(
            "Book",
            [
                ("id", new BigAutoField { PrimaryKey = true }),
                ("title", new CharField { MaxLength = 200 }),
                ("slug", new SlugField()),
                ("author", new ForeignKey("blog.Author", OnDelete.Cascade) { RelatedName = "books" }),
                ("price", new DecimalField { MaxDigits = 8, DecimalPlaces = 2, Default = 9.50m }),
            ])
        {
            Options = new MetaAttribute { Ordering = ["-title"], VerboseName = "the \"book\"" },
            Indexes = [new IndexAttribute("title") { Name = "title_idx" }],
            Constraints = [new UniqueConstraintAttribute("title", "slug") { Name = "title_once", Deferrable = Deferrable.Deferred }],
        };
        const string expected = """
            new CreateModel("Book",
            [
                ("id", new BigAutoField { PrimaryKey = true }),
                ("title", new CharField { MaxLength = 200 }),
                ("slug", new SlugField()),
                ("author", new ForeignKey("blog.Author", OnDelete.Cascade) { RelatedName = "books" }),
                ("price", new DecimalField { MaxDigits = 8, DecimalPlaces = 2, Default = 9.50m }),
            ])
            {
                Options = new MetaAttribute { Ordering = ["-title"], VerboseName = "the \"book\"" },
                Indexes = [new IndexAttribute("title") { Name = "title_idx" }],
                Constraints =
                [
                    new UniqueConstraintAttribute("title", "slug") { Name = "title_once", Deferrable = Deferrable.Deferred },
                ],
            }
            """;
        Assert.Equal(expected.ReplaceLineEndings("\n"), CSharpSource.Of(operation));
    }

    [Theory]
    [InlineData("a\"b\\c\n", "\"a\\\"b\\\\c\\n\"")]
    [InlineData("é\u2028\U0001F600", "\"é\\u2028\\uD83D\\uDE00\"")]
    [InlineData(5, "5")]
    [InlineData(5L, "5L")]
    [InlineData(1.5, "1.5d")]
    [InlineData(true, "true")]
    [InlineData(null, "null")]
    [InlineData(OnDelete.SetNull, "OnDelete.SetNull")]
    public void A_value_is_written_so_that_it_comes_back(object? value, string expected) => Assert.Equal(expected, CSharpSource.Literal(value));

    [Fact]
    public void What_has_no_form_in_source_is_refused() =>
        Assert.Contains("Object", Assert.Throws<NotSupportedException>(() => CSharpSource.Literal(new object())).Message);

    [Fact]
    public void Fields_are_equal_when_they_say_the_same()
    {
        Assert.Equal<Field>(new CharField { MaxLength = 5 }, new CharField { MaxLength = 5 });
        Assert.NotEqual<Field>(new CharField { MaxLength = 5 }, new CharField { MaxLength = 6 });
        Assert.NotEqual<Field>(new CharField { MaxLength = 254 }, new EmailField());
        Assert.NotEqual<Field>(new IntegerField { Null = true }, new IntegerField { Null = true, Default = null });
    }
}
