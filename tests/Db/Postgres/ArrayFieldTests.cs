using Archive;
using Quintet;
using Quintet.Contrib.Postgres;
using Quintet.Db;

namespace DbTests;

public sealed class ArrayFieldTests : ArchiveTests
{
    private void Fill()
    {
        Post.Objects.BulkCreate(
        [
            new() { Title = "sea", Tags = ["sea", "sail"], Scores = [1, 2, 3], Prices = [1.5m, null] },
            new() { Title = "hill", Tags = ["hill"], Scores = [2] },
            new() { Title = "none" },
            new() { Title = "sail", Tags = ["sail", "wind", "sea"], Scores = [5, 2], Notes = ["a", null] },
        ]);
    }

    [PostgresFact]
    public async Task What_is_written_is_read()
    {
        var edited = new DateTime(2024, 5, 1, 12, 30, 0, DateTimeKind.Utc);
        var post = new Post { Title = "a", Tags = ["x\"y", "", "a,b", "{}"], Scores = [1, -2], Prices = [1.5m, null], Edited = [edited, edited.ToLocalTime()], Notes = ["n", null] };
        await post.SaveAsync();
        var read = Post.Objects.Get(post.Id);
        Assert.Equal(post.Tags, read.Tags);
        Assert.Equal([1, -2], read.Scores!);
        Assert.Equal([1.50m, null], read.Prices);
        Assert.Equal([edited, edited], read.Edited);
        Assert.Equal(["n", null], read.Notes.ToList());
        (read.Scores, read.Tags) = (null, []);
        read.Save();
        Post.Objects.BulkUpdate([read], p => p.Prices);
        read = await Post.Objects.GetAsync(p => p.Title == "a");
        Assert.Null(read.Scores);
        Assert.Empty(read.Tags);
        Post.Objects.Update(p => new() { Tags = new[] { "new" } });
        Assert.Equal(["new"], Post.Objects.Only(p => p.Tags).Get().Tags);
        read.Tags = ["only"];
        read.Save(new SaveOptions { UpdateFields = ["tags"] });
        Assert.Equal(["only"], Post.Objects.Values(p => p.Tags).Get());
        Assert.Equal(["only"], (string[])Post.Objects.Values("tags").Get()["tags"]!);
        Assert.Null(Post.Objects.Values(p => p.Scores).Get());
    }

    [PostgresFact]
    public void Elements_of_every_kind()
    {
        Check<BooleanField, bool>([true, false]);
        Check<FloatField, double>([1.5, -2]);
        Check<SmallIntegerField, short>([1, 2]);
        Check<BigIntegerField, long>([5_000_000_000]);
        Check<UuidField, Guid>([Guid.NewGuid()]);
        Check<DateField, DateOnly>([new(2024, 2, 29)]);
        Check<TimeField, TimeOnly>([new(12, 30)]);
        Check<DurationField, TimeSpan>([TimeSpan.FromMinutes(90)]);
        Check<BinaryField, byte[]>([[1, 2], []]);
        Check<GenericIPAddressField, System.Net.IPAddress>([System.Net.IPAddress.Loopback]);
        var json = Round<JsonField, System.Text.Json.JsonElement>([System.Text.Json.JsonDocument.Parse("{\"a\": 1}").RootElement]);
        Assert.Equal(1, json[0].GetProperty("a").GetInt32());

        void Check<TBase, T>(T[] values)
            where TBase : Field, new() => Assert.Equal(values.ToList(), Round<TBase, T>(values).ToList());

        T[] Round<TBase, T>(T[] values)
            where TBase : Field, new() => Connection.Query($"SELECT CAST(@p0 AS {new ArrayField<TBase>().DbType(Quintet.Db.Migrations.PostgreSqlSchema.Instance)})", row => row.Get<T[]>(0), values)[0];
    }

    [PostgresFact]
    public void Lookups_by_name()
    {
        Fill();
        Assert.Equal("1 4", Ids(Post.Objects.Filter("tags__contains", new[] { "sea" })));
        Assert.Equal("1", Ids(Post.Objects.Filter("tags__contained_by", new List<string> { "sea", "sail", "x" }).Exclude("tags__len", 0)));
        Assert.Equal("1 2 4", Ids(Post.Objects.Filter("tags__overlap", new[] { "sail", "hill" })));
        Assert.Equal("2 3", Ids(Post.Objects.Exclude("tags__overlap", new[] { "sail" })));
        Assert.Equal("1", Ids(Post.Objects.Filter("tags", new[] { "sea", "sail" })));
        Assert.Equal("3", Ids(Post.Objects.Filter("tags", Array.Empty<string>())));
        Assert.Equal("1 2", Ids(Post.Objects.Filter("tags__in", new[] { new[] { "hill" }, ["sea", "sail"] })));
        Assert.Equal("4", Ids(Post.Objects.Filter("tags__len__gt", 2)));
        Assert.Equal("1", Ids(Post.Objects.Filter("tags__0", "sea")));
        Assert.Equal("1 4", Ids(Post.Objects.Filter("tags__0__icontains", "S")));
        Assert.Equal("4", Ids(Post.Objects.Filter("tags__1_3", new[] { "wind", "sea" })));
        Assert.Equal("1 4", Ids(Post.Objects.Filter("tags__0_1__overlap", new[] { "sea", "sail" })));
        Assert.Equal("1", Ids(Post.Objects.Filter("scores__1_2", new[] { 2 }).Filter("scores__len", 3)));
        Assert.Equal("3", Ids(Post.Objects.Filter("scores__isnull", true)));

        // Where there is no array, nothing is in it.
        Assert.Equal("2 3 4", Ids(Post.Objects.Exclude("scores__contains", new[] { 1 })));
        Assert.Equal("2 4", Ids(Post.Objects.Filter("scores__overlap", new F("scores")).Exclude("scores__0", 1)));
        Assert.Equal(["sail", "sea", "hill"], Post.Objects.Exclude("tags__len", 0).OrderBy("-tags__len", "tags__0").Values(p => p.Title).ToList());
        Assert.Equal(["sea", "hill", null, "sail"], Post.Objects.OrderBy("pk").ValuesList("tags__0").ToList().Select(row => row[0]));
    }

    [PostgresFact]
    public void Lambdas()
    {
        Fill();
        var wanted = new[] { "sail", "hill" };
        Assert.Equal("1 4", Ids(Post.Objects.Filter(p => p.Tags.Contains("sea"))));
        Assert.Equal("2 3", Ids(Post.Objects.Filter(p => !p.Tags.Contains("sea"))));
        Assert.Equal("1 2 4", Ids(Post.Objects.Filter(p => p.Tags.Contains(p.Title))));
        Assert.Equal("1 2 4", Ids(Post.Objects.Filter(p => p.Tags.Overlaps(wanted))));
        Assert.Equal("4", Ids(Post.Objects.Filter(p => p.Tags.ContainsAll("sea", "wind"))));
        Assert.Equal("2 3", Ids(Post.Objects.Filter(p => p.Tags.IsContainedBy(wanted))));
        Assert.Equal("1 4", Ids(Post.Objects.Filter(p => p.Tags.Length > 1)));
        Assert.Equal("1", Ids(Post.Objects.Filter(p => p.Tags[0] == "sea")));
        Assert.Equal("2 3 4", Ids(Post.Objects.Filter(p => p.Tags[0] != "sea")));
        Assert.Equal("1 4", Ids(Post.Objects.Filter(p => p.Tags[0].StartsWith("s"))));
        Assert.Equal("2", Ids(Post.Objects.Filter(p => p.Tags == new[] { "hill" })));
        Assert.Equal("3", Ids(Post.Objects.Filter(p => p.Scores == null)));
        Assert.Equal("1 2 4", Ids(Post.Objects.Filter(p => p.Scores!.Contains(2))));
        Assert.Equal("3", Ids(Post.Objects.Filter(p => !p.Scores!.Contains(2))));
        Assert.Equal("1", Ids(Post.Objects.Filter(p => p.Prices[0] < 2)));
        Assert.Equal([["sea", "sail"], ["hill"], [], ["sail", "wind"]], Post.Objects.OrderBy("pk").Values(p => p.Tags.Slice(0, 2)).ToList());
        Assert.Equal(["hill 1", "sail 1", "sea 1"], Post.Objects.Filter(p => p.Tags.Length > 0).Values(p => p.Tags[0]).Annotate((tag, q) => new { Tag = tag, N = q.Count() }).ToList().Select(g => $"{g.Tag} {g.N}").Order(StringComparer.Ordinal));
        Assert.Equal([2, 1, 0, 3], Post.Objects.OrderBy("pk").Values(p => p.Tags.Length).ToList());
        Assert.Equal(["sea+2", "hill+1", "sail+3"], Post.Objects.Filter(p => p.Tags.Length > 0).OrderBy("pk").Values(p => new { First = p.Tags[0], p.Tags.Length, p.Tags }).ToList().Select(r => $"{r.First}+{r.Length}"));
        Assert.Equal(["4 3", "1 2"], Post.Objects.Annotate(p => new { p.Id, N = p.Tags.Length }).Filter(r => r.N > 1).OrderByDescending(r => r.N).ToList().Select(r => $"{r.Id} {r.N}"));
    }

    [PostgresFact]
    public void An_index_serves_what_an_array_contains()
    {
        Fill();
        Connection.Execute("SET enable_seqscan = off");
        Assert.Contains("Bitmap Index Scan", Post.Objects.Filter(p => p.Tags.Contains("sea")).Explain(), StringComparison.Ordinal);
        Assert.Contains("Bitmap Index Scan", Post.Objects.Filter("tags__overlap", new[] { "sea" }).Explain(), StringComparison.Ordinal);
    }

    [PostgresFact]
    public void What_is_asked_wrongly_is_said()
    {
        var minus = -1;
        var error = Assert.Throws<FieldErrorException>(() => Post.Objects.Filter("tags__ovrlap", new[] { "x" }));
        Assert.StartsWith("Unsupported lookup 'ovrlap' for ArrayField 'archive.Post.tags'. Did you mean 'overlap'? Lookups are: contains, contained_by, overlap, len, exact", error.Message, StringComparison.Ordinal);
        Assert.Equal("The value of a contains lookup must be a list.", Assert.Throws<FieldErrorException>(() => Post.Objects.Filter("tags__contains", "x")).Message);
        Assert.Equal("The value of a has lookup must not be null.", Assert.Throws<FieldErrorException>(() => Post.Objects.Filter(p => p.Tags.Contains(null!))).Message);
        Assert.Contains("counted from 0 on", Assert.Throws<FieldErrorException>(() => Post.Objects.Filter(p => p.Tags[minus] == "x")).Message, StringComparison.Ordinal);
        Assert.Throws<DataErrorException>(() => new Post { Title = "long", Tags = [new('x', 21)] }.Save());
        Assert.Throws<InvalidOperationException>(() => new ArrayField<IntegerField> { MaxLength = 3 });
    }

    [Fact]
    public void Validation()
    {
        var post = new Post { Title = "t", Scores = [1, 2, 3, 4], Tags = ["ok", new('x', 21)], Notes = ["n", null], Prices = [12345.67m] };
        var errors = Assert.Throws<ValidationError>(() => post.CleanFields()).MessageDict;
        Assert.Equal(["List contains 4 items, it should contain no more than 3."], errors["scores"]);
        Assert.Equal(["Item 2 in the array did not validate: Ensure this value has at most 20 characters (it has 21)."], errors["tags"]);
        Assert.StartsWith("Item 1 in the array did not validate: Ensure that there are no more than", Assert.Single(errors["prices"]), StringComparison.Ordinal);
        (post.Scores, post.Tags, post.Prices) = ([], [], []);
        Assert.Equal(["This field cannot be blank."], Assert.Throws<ValidationError>(() => post.CleanFields()).MessageDict["scores"]);
    }
}
