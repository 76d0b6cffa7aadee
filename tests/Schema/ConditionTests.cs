using Quintet.Db;
using Quintet.Db.Migrations;

namespace SchemaTests;

public sealed class ConditionTests
{
    private const string Long = "NOT (a = 1 OR LOWER(name) LIKE 'it''s 100\\%') AND shown = TRUE AND price BETWEEN -1.5 AND (a + 2) * 3 AND \"in\" IS NOT NULL";

    private static readonly ModelState Model = ModelState.Create("blog", "Book",
    [
        new("id", new BigAutoField { PrimaryKey = true }),
        new("a", new IntegerField()),
        new("name", new CharField { MaxLength = 9, DbColumn = "the \"name\"" }),
        new("shown", new BooleanField()),
        new("price", new DecimalField { MaxDigits = 8, DecimalPlaces = 2 }),
        new("in", new IntegerField { Null = true }),
        new("key", new UuidField()),
        new("at", new DateTimeField()),
        new("day", new DateField()),
        new("author", new ForeignKey("blog.Author", OnDelete.Cascade)),
    ]);

    [Theory]
    [InlineData("a > 0", "\"a\" > 0")]
    [InlineData("a!=-5", "\"a\" <> -5")]
    [InlineData("a > 0 AND a < 9 and a <> 4", "(\"a\" > 0 AND \"a\" < 9 AND \"a\" <> 4)")]
    [InlineData("a > 0 AND (a < 9 OR a = 12)", "(\"a\" > 0 AND (\"a\" < 9 OR \"a\" = 12))")]
    [InlineData("a > 0 OR a < 9 AND a = 12", "(\"a\" > 0 OR (\"a\" < 9 AND \"a\" = 12))")]
    [InlineData("NOT a = 1 AND a = 2", "(NOT (\"a\" = 1) AND \"a\" = 2)")]
    [InlineData("not (a = 1 or a = 2)", "NOT (\"a\" = 1 OR \"a\" = 2)")]
    [InlineData("a + 2 * a - 1 = 7 % 3", "((\"a\" + (2 * \"a\")) - 1) = (7 % 3)")]
    [InlineData("-(a) < .5", "(-\"a\") < .5")]
    [InlineData("(a > 1) = (a < 3)", "(\"a\" > 1) = (\"a\" < 3)")]
    [InlineData("name LIKE 'A%'", "\"the \"\"name\"\"\" LIKE 'A%' ESCAPE '\\'")]
    [InlineData("name || 'x' NOT IN ('a', 'it''s')", "(\"the \"\"name\"\"\" || 'x') NOT IN ('a', 'it''s')")]
    [InlineData("\"in\" IS NULL OR in2() IS NOT NULL", "(\"in\" IS NULL OR IN2() IS NOT NULL)")]
    [InlineData("a NOT BETWEEN 1 AND 2 AND a = 3", "(\"a\" NOT BETWEEN 1 AND 2 AND \"a\" = 3)")]
    [InlineData("author_id = 1 OR author = 2 OR pk = 3", "(\"author_id\" = 1 OR \"author_id\" = 2 OR \"id\" = 3)")]
    [InlineData("shown", "\"shown\"")]
    [InlineData("shown = FALSE", "NOT \"shown\"")]
    [InlineData("coalesce(a, 0, NULL) = 1", "COALESCE(\"a\", 0, NULL) = 1")]
    public void It_is_written_as_Django_writes_it(string text, string sql)
    {
        Assert.Equal(sql, Condition.Parse(text).ToSql(SqliteSchema.Instance, Model));
        Assert.Equal(sql, Condition.Parse(text).ToSql(PostgreSqlSchema.Instance, Model));
    }

    [Theory]
    [InlineData("shown <> TRUE", "\"shown\" <> 1", "\"shown\" <> true")]
    [InlineData("shown IN (0, 1)", "\"shown\" IN (0, 1)", "\"shown\" IN (false, true)")]
    [InlineData("key = '6F9619FF-8B86-D011-B42D-00C04FC964FF'", "\"key\" = '6f9619ff8b86d011b42d00c04fc964ff'", "\"key\" = '6f9619ff-8b86-d011-b42d-00c04fc964ff'")]
    [InlineData("at >= '2000-01-01'", "\"at\" >= '2000-01-01 00:00:00'", "\"at\" >= '2000-01-01T00:00:00+00:00'")]
    [InlineData("'2000-01-02' > day", "'2000-01-02' > \"day\"", "'2000-01-02' > \"day\"")]
    public void A_value_is_written_as_the_field_beside_it_holds_it(string text, string sqlite, string postgres)
    {
        Assert.Equal(sqlite, Condition.Parse(text).ToSql(SqliteSchema.Instance, Model));
        Assert.Equal(postgres, Condition.Parse(text).ToSql(PostgreSqlSchema.Instance, Model));
    }

    [Theory]
    [InlineData("", 1, "expected a field, a value or '(', found the end")]
    [InlineData("a >", 4, "expected a field, a value or '(', found the end")]
    [InlineData("a > 1 b", 7, "expected AND, OR or the end, found 'b'")]
    [InlineData("a = 'x", 5, "the text that begins here has no closing '")]
    [InlineData("a ; DROP TABLE", 3, "';' has no meaning here")]
    [InlineData("a IN 1", 6, "expected '(', found '1'")]
    [InlineData("a IS 1", 6, "expected NULL, found '1'")]
    [InlineData("a NOT 1", 7, "expected LIKE, IN or BETWEEN behind NOT, found '1'")]
    [InlineData("(a = 1", 7, "expected ')', found the end")]
    [InlineData("a AND OR", 7, "expected a field, a value or '(', found 'OR'")]
    public void What_cannot_be_read_is_explained_with_its_place(string text, int column, string reason) =>
        Assert.Contains($"at column {column} {reason}.", Assert.Throws<FormatException>(() => Condition.Parse(text)).Message);

    [Fact]
    public void Whatever_is_typed_it_answers()
    {
        for (var length = 0; length <= Long.Length; length++)
        {
            try
            {
                Condition.Parse(Long[..length]);
            }
            catch (FormatException)
            {
                // A half-typed condition need not be one; no other error may come.
            }
        }

        Assert.Equal(["a", "name", "shown", "price", "in"], Condition.Parse(Long).Fields);
        Assert.Contains("more than 50", Assert.Throws<FormatException>(() => Condition.Parse(new string('(', 100_000))).Message);
        Assert.Contains("more than 50", Assert.Throws<FormatException>(() => Condition.Parse(string.Concat(Enumerable.Repeat("NOT ", 100_000)))).Message);
        Assert.Contains("no field 'b'", Assert.Throws<InvalidOperationException>(() => Condition.Parse("b = 1").ToSql(SqliteSchema.Instance, Model)).Message);
    }
}
