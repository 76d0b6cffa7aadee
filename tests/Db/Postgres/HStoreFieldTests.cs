using Archive;
using Quintet.Contrib.Postgres;
using Quintet.Db;

namespace DbTests;

public sealed class HStoreFieldTests : ArchiveTests
{
    private static void Fill()
    {
        new Thing { Data = new() { ["color"] = "red", ["size"] = "9" } }.Save();
        new Thing { Data = new() { ["color"] = "blue", ["worn"] = null }, More = new() { ["a'\"=>"] = "{1}" } }.Save();
        new Thing().Save();
    }

    [PostgresFact]
    public void What_is_written_is_read()
    {
        Fill();
        var things = Thing.Objects.OrderBy("pk").ToList();
        Assert.Equal("9", things[0].Data["size"]);
        Assert.Null(things[1].Data["worn"]);
        Assert.Equal("{1}", things[1].More!["a'\"=>"]);
        Assert.Empty(things[2].Data);
        Assert.Null(things[2].More);
        var more = new Dictionary<string, string?> { ["k"] = null };
        Thing.Objects.Filter(t => t.Id == 3).Update(t => new() { More = more });
        Assert.Equal(["k"], Thing.Objects.Get(3).More!.Keys);
        Assert.Equal(["9"], Thing.Objects.Filter("pk", 1).Values(t => t.Data["size"]).ToList());
        Assert.Equal(["red"], Thing.Objects.Filter("pk", 1).Values(t => t.Data).ToList().Select(d => d["color"]));
    }

    [PostgresFact]
    public void Lookups_by_name()
    {
        Fill();
        Assert.Equal("1", Ids(Thing.Objects.Filter("data__contains", new Dictionary<string, object> { ["size"] = 9 })));
        Assert.Equal("1 3", Ids(Thing.Objects.Filter("data__contained_by", new Dictionary<string, string?> { ["color"] = "red", ["size"] = "9", ["x"] = "" })));
        Assert.Equal("1 2", Ids(Thing.Objects.Filter("data__has_key", "color")));
        Assert.Equal("2", Ids(Thing.Objects.Filter("data__has_keys", new[] { "color", "worn" })));
        Assert.Equal("1 2", Ids(Thing.Objects.Filter("data__has_any_keys", new[] { "size", "worn" })));
        Assert.Equal("3", Ids(Thing.Objects.Exclude("data__has_any_keys", new[] { "size", "worn" })));
        Assert.Equal("2", Ids(Thing.Objects.Filter("data__color", "blue")));
        Assert.Equal("1", Ids(Thing.Objects.Filter("data__color__startswith", "r")));
        Assert.Equal("2 3", Ids(Thing.Objects.Exclude("data__color", "red")));
        Assert.Equal("2 3", Ids(Thing.Objects.Filter("data__size__isnull", true)));
        Assert.Equal("1", Ids(Thing.Objects.Filter("data__keys__contains", new[] { "size" })));
        Assert.Equal("2", Ids(Thing.Objects.Filter("data__values__overlap", new[] { "blue" })));
        Assert.Equal("2", Ids(Thing.Objects.Filter("more__isnull", false)));
        Assert.Equal(["blue", "red", null], Thing.Objects.OrderBy("data__color").ValuesList("data__color").ToList().Select(row => row[0]));
        Assert.Equal("The value of a has_keys lookup must be a list of texts.", Assert.Throws<FieldErrorException>(() => Thing.Objects.Filter("data__has_keys", "color")).Message);
    }

    [PostgresFact]
    public void Lambdas()
    {
        Fill();
        var red = new Dictionary<string, string?> { ["color"] = "red" };
        Assert.Equal("1", Ids(Thing.Objects.Filter(t => t.Data["color"] == "red")));
        Assert.Equal("2 3", Ids(Thing.Objects.Filter(t => t.Data["color"] != "red")));
        Assert.Equal("1 2", Ids(Thing.Objects.Filter(t => t.Data.ContainsKey("color"))));
        Assert.Equal("3", Ids(Thing.Objects.Filter(t => !t.Data.ContainsKey("color"))));
        Assert.Equal("1", Ids(Thing.Objects.Filter(t => t.Data.ContainsAll(red))));
        Assert.Equal("3", Ids(Thing.Objects.Filter(t => t.Data.IsContainedBy(red))));
        Assert.Equal("1 2", Ids(Thing.Objects.Filter(t => t.Data.HasAnyKeys("size", "worn"))));
        Assert.Equal("2", Ids(Thing.Objects.Filter(t => t.Data.HasKeys("color", "worn"))));
        Assert.Equal("2 3", Ids(Thing.Objects.Filter(t => !t.Data["size"]!.Contains("9"))));
    }

    [Fact]
    public void In_memory_they_do_the_same()
    {
        var map = new Dictionary<string, string?> { ["a"] = "1", ["b"] = null };
        Assert.True(map.HasKeys("a", "b") && map.HasAnyKeys("x", "a") && map.ContainsAll(new() { ["b"] = null }) && !map.IsContainedBy(new() { ["a"] = "1" }));
        string[] tags = ["a", "b"];
        Assert.True(tags.Overlaps("b", "c") && tags.ContainsAll("a") && !tags.IsContainedBy("a"));
    }
}
