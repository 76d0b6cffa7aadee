using System.Net;
using Archive;
using Quintet.Db;
using Quintet.Db.Migrations;

namespace DbTests;

/// <summary>Fields of an app's own, with columns that are none of ours.</summary>
public sealed class OwnColumnTests : ArchiveTests
{
    [PostgresFact]
    public void Values_are_written_read_and_compared()
    {
        new Host { Net = IPNetwork.Parse("10.0.0.0/8"), Name = "Ana", Place = new(3, 4) }.Save();
        Host.Objects.BulkCreate([new() { Net = IPNetwork.Parse("192.168.1.0/24"), Name = "Bea" }]);
        var hosts = Host.Objects.OrderBy("pk").ToList();
        Assert.Equal("10.0.0.0/8", hosts[0].Net.ToString());
        Assert.Equal(new Spot(3, 4), hosts[0].Place);
        Assert.Null(hosts[1].Place);
        Assert.Equal("1", Ids(Host.Objects.Filter("net", "10.0.0.0/8")));
        Assert.Equal("2", Ids(Host.Objects.Filter(h => h.Net == IPNetwork.Parse("192.168.1.0/24"))));
        Assert.Equal("1", Ids(Host.Objects.Filter("net__in", new[] { IPNetwork.Parse("10.0.0.0/8") })));
        Assert.Equal("1", Ids(Host.Objects.Filter(h => h.Place == new Spot(3, 4))));

        // What the field's class knows itself.
        var wide = IPNetwork.Parse("10.0.0.0/4");
        Assert.Equal("1", Ids(Host.Objects.Filter("net__within", wide)));
        Assert.Equal("1", Ids(Host.Objects.Filter(h => h.Net.IsWithin(wide))));
        Assert.Equal("2", Ids(Host.Objects.Filter(h => !h.Net.IsWithin(wide))));
        Assert.StartsWith("Unsupported lookup 'within' for", Assert.Throws<FieldErrorException>(() => Host.Objects.Filter("place__within", "x")).Message, StringComparison.Ordinal);

        // The value is of the column's type, which compares whatever the case.
        Assert.Equal("1", Ids(Host.Objects.Filter(h => h.Name == "aNA")));
        Assert.Equal("2", Ids(Host.Objects.Filter("name__in", new[] { "BEA" })));
        Host.Objects.Filter(h => h.Id == 1).Update(h => new() { Net = IPNetwork.Parse("10.1.0.0/16") });
        hosts[1].Name = "Eva";
        Host.Objects.BulkUpdate([hosts[1]], h => h.Name);
        Assert.Equal(["10.1.0.0/16 Ana", "192.168.1.0/24 Eva"], Host.Objects.OrderBy("pk").ToList().Select(h => $"{h.Net} {h.Name}"));
        Assert.Equal("10.1.0.0/16", Host.Objects.OrderBy("pk").Values(h => h.Net).ToList()[0].ToString());
    }

    [Fact]
    public void Elsewhere_it_is_said_what_is_missing()
    {
        var state = ModelStates.Of(Models);
        var post = state.Get("archive", "Post");
        Assert.Empty(SqliteSchema.Instance.CreateTable(state, post));
        Assert.Equal(
            "SQLite has no column for archive.Post.tags: ArrayField needs postgresql. Keep the model's table out of other databases with [Meta(RequiredDbVendor = \"postgresql\")], or use another field.",
            Assert.Throws<NotSupportedException>(() => SqliteSchema.Instance.CreateTable(state, post with { Options = new MetaAttribute() })).Message);
        Assert.Equal(
            "SQLite has no column type for archive.Host.net, a CidrField. Its class can say one: override DbType.",
            Assert.Throws<NotSupportedException>(() => SqliteSchema.Instance.CreateTable(state, state.Get("archive", "Host") with { Options = new MetaAttribute() })).Message);
    }
}
