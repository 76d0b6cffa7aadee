using Archive;
using Quintet.Db.Serialization;

namespace DbTests;

/// <summary>Lists and maps in fixtures: texts of JSON, as Django writes them.</summary>
public sealed class FixtureValueTests : ArchiveTests
{
    private const string Rows =
        """[{"model": "archive.post", "pk": 1, "fields": {"title": "A", "tags": "[\"x\", \"y\\\"z\"]", "scores": "[\"1\", \"2\"]", "prices": "[\"1.50\", null]", "edited": "[\"2024-05-01T12:00:00Z\"]", "notes": "[]"}}, """
        + """{"model": "archive.thing", "pk": 1, "fields": {"data": "{\"a\": \"1\", \"b\": null}", "more": null}}]""";

    [PostgresFact]
    public void Lists_and_maps_come_back()
    {
        Load(Rows);

        var post = Post.Objects.Get(1L);
        Assert.Equal(["x", "y\"z"], post.Tags);
        Assert.Equal([1, 2], post.Scores!);
        Assert.Equal([1.5m, null], post.Prices);
        Assert.Equal([new DateTime(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc)], post.Edited);
        Assert.Equal([new("a", "1"), new("b", null)], Thing.Objects.Get(1L).Data.OrderBy(pair => pair.Key));
        var output = new StringWriter();
        new FixtureWriter("default").Write(output, [Post.Meta, Thing.Meta]);
        Assert.Equal(Rows, output.ToString());
    }

    [PostgresFact]
    public void What_is_no_list_or_map_is_refused()
    {
        Assert.EndsWith("field 'tags': expected a list. field_value was 'x'", Assert.Throws<FixtureException>(() => Load("""[{"model": "archive.post", "pk": 1, "fields": {"tags": "x"}}]""")).Message);
        Assert.EndsWith("field 'scores': expected an integer of 32 bits. field_value was '[1, \"x\"]'", Assert.Throws<FixtureException>(() => Load("""[{"model": "archive.post", "pk": 1, "fields": {"scores": [1, "x"]}}]""")).Message);
        Assert.EndsWith("field 'data': expected a map of texts. field_value was '{\"a\": 1}'", Assert.Throws<FixtureException>(() => Load("""[{"model": "archive.thing", "pk": 1, "fields": {"data": {"a": 1}}}]""")).Message);
    }

    private static void Load(string text) => new FixtureLoader("default").Load([new("test.json", FixtureFormat.Json, () => new StringReader(text))]);
}
