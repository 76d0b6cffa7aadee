using Archive;
using NpgsqlTypes;
using Quintet.Contrib.Postgres;
using Quintet.Db;

namespace DbTests;

public sealed class RangeFieldTests : ArchiveTests
{
    private static readonly DateTime Noon = new(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc);

    private static void Fill()
    {
        new Offer { Ages = Range(1, 10), Stock = new(5_000_000_000, true, false, 0, false, true) }.Save();
        new Offer { Ages = Range(10, 20), Price = new(1.5m, 2.5m), Open = new(Noon, true, Noon.AddHours(2).ToLocalTime(), false), Days = new(new(2024, 1, 1), new(2024, 1, 31)) }.Save();
        new Offer { Ages = NpgsqlRange<int>.Empty }.Save();
    }

    private static NpgsqlRange<int> Range(int from, int to) => new(from, true, to, false);

    [PostgresFact]
    public void What_is_written_is_read()
    {
        Fill();
        var offers = Offer.Objects.OrderBy("pk").ToList();
        Assert.Equal(Range(1, 10), offers[0].Ages);
        Assert.True(offers[0].Stock is { LowerBound: 5_000_000_000, UpperBoundInfinite: true });
        Assert.Null(offers[0].Days);
        Assert.Equal(new NpgsqlRange<decimal>(1.5m, 2.5m), offers[1].Price);
        Assert.Equal((Noon, Noon.AddHours(2)), (offers[1].Open!.Value.LowerBound, offers[1].Open!.Value.UpperBound));
        Assert.Equal(new DateOnly(2024, 2, 1), offers[1].Days!.Value.UpperBound);
        Assert.True(offers[2].Ages.IsEmpty);
        Offer.Objects.Filter(o => o.Id == 3).Update(o => new() { Ages = Range(7, 9) });
        Assert.Equal(Range(7, 9), Offer.Objects.Filter(o => o.Id == 3).Values(o => o.Ages).Get());
        Assert.Null(Offer.Objects.Filter(o => o.Id == 3).Values(o => o.Days).Get());
    }

    [PostgresFact]
    public void Lookups_by_name()
    {
        Fill();
        Assert.Equal("1", Ids(Offer.Objects.Filter("ages__contains", 5)));
        Assert.Equal("2 3", Ids(Offer.Objects.Exclude("ages__contains", 5)));
        Assert.Equal("2", Ids(Offer.Objects.Filter("ages__contains", Range(11, 12))));
        Assert.Equal("2", Ids(Offer.Objects.Filter("ages__contains", (11, 12))));
        Assert.Equal("1 3", Ids(Offer.Objects.Filter("ages__contained_by", Range(0, 11))));
        Assert.Equal("1 2", Ids(Offer.Objects.Filter("ages__overlap", Range(9, 11))));
        Assert.Equal("1", Ids(Offer.Objects.Filter("ages__fully_lt", Range(10, 12))));
        Assert.Equal("2", Ids(Offer.Objects.Filter("ages__fully_gt", Range(2, 10))));
        Assert.Equal("2", Ids(Offer.Objects.Filter("ages__not_lt", Range(5, 30))));
        Assert.Equal("1", Ids(Offer.Objects.Filter("ages__not_gt", Range(5, 15))));
        Assert.Equal("1", Ids(Offer.Objects.Filter("ages__adjacent_to", Range(10, 12))));
        Assert.Equal("2", Ids(Offer.Objects.Filter("ages__startswith__gte", 10)));
        Assert.Equal("1", Ids(Offer.Objects.Filter("ages__endswith", 10)));
        Assert.Equal("3", Ids(Offer.Objects.Filter("ages__isempty", true)));
        Assert.Equal("1", Ids(Offer.Objects.Filter("stock__upper_inf", true)));
        Assert.Equal("2", Ids(Offer.Objects.Filter("price__upper_inc", true)));
        Assert.Equal("1", Ids(Offer.Objects.Filter("stock__contains", 6_000_000_000)));
        Assert.Equal("1", Ids(Offer.Objects.Exclude("stock__contains", 1).Filter("stock__isnull", false)));
        Assert.Equal("2", Ids(Offer.Objects.Filter("price__contains", 2)));
        Assert.Equal("2", Ids(Offer.Objects.Filter("open__contains", Noon.AddHours(1))));
        Assert.Equal("2", Ids(Offer.Objects.Filter("days__contains", new DateOnly(2024, 1, 31))));
        Assert.Equal("1", Ids(Offer.Objects.Filter("ages", Range(1, 10))));
    }

    [PostgresFact]
    public void Values_in_a_range_from_outside()
    {
        Page.Objects.BulkCreate([.. Enumerable.Range(1, 3).Select(n => new Page { Title = "p", Number = n, Price = n / 2m })]);
        Assert.Equal("2 3", Ids(Page.Objects.Filter("number__contained_by", Range(2, 9))));
        Assert.Equal("1", Ids(Page.Objects.Filter(p => !p.Number.IsIn(Range(2, 9)))));
        Assert.Equal("2", Ids(Page.Objects.Filter("price__contained_by", new NpgsqlRange<decimal>(0.9m, 1.1m))));
        Assert.Equal("1 3", Ids(Page.Objects.Exclude(p => p.Price!.Value.IsIn(new NpgsqlRange<decimal>(0.9m, 1.1m)))));
        Assert.Equal("3", Ids(Page.Objects.Filter(p => p.Id.IsIn(new NpgsqlRange<long>(3, 4)))));
    }

    [PostgresFact]
    public void Lambdas()
    {
        Fill();
        var age = 12;
        Assert.Equal("2", Ids(Offer.Objects.Filter(o => o.Ages.Contains(age))));
        Assert.Equal("1", Ids(Offer.Objects.Filter(o => o.Stock!.Value.Contains(6_000_000_000))));
        Assert.Equal("2", Ids(Offer.Objects.Filter(o => o.Ages.ContainsRange(Range(11, 12)))));
        Assert.Equal("1 3", Ids(Offer.Objects.Filter(o => o.Ages.IsContainedBy(Range(0, 11)))));
        Assert.Equal("1 2", Ids(Offer.Objects.Filter(o => o.Ages.Overlaps(Range(9, 11)))));
        Assert.Equal("1", Ids(Offer.Objects.Filter(o => o.Ages.IsFullyLess(Range(10, 12)))));
        Assert.Equal("2", Ids(Offer.Objects.Filter(o => o.Ages.IsFullyGreater(Range(2, 10)))));
        Assert.Equal("2", Ids(Offer.Objects.Filter(o => o.Ages.IsNotLess(Range(5, 30)))));
        Assert.Equal("1", Ids(Offer.Objects.Filter(o => o.Ages.IsNotGreater(Range(5, 15)))));
        Assert.Equal("1", Ids(Offer.Objects.Filter(o => o.Ages.IsAdjacentTo(Range(10, 12)))));
        Assert.Equal("1 2", Ids(Offer.Objects.Filter(o => o.Ages.Contains(o.Ages.LowerBound))));
        Assert.Equal("2", Ids(Offer.Objects.Filter(o => o.Ages.LowerBound >= 10)));
        Assert.Equal("3", Ids(Offer.Objects.Filter(o => o.Ages.IsEmpty)));
        Assert.Equal("1 2", Ids(Offer.Objects.Filter(o => !o.Ages.IsEmpty)));
        Assert.Equal("2", Ids(Offer.Objects.Filter(o => o.Open!.Value.LowerBound.Year == 2024)));
        Assert.Equal([10, 20, null], Offer.Objects.OrderBy("pk").Values(o => (int?)o.Ages.UpperBound).ToList());
        Assert.Equal("Unsupported lookup", Assert.Throws<FieldErrorException>(() => Offer.Objects.Filter("ages__overlaps", 1)).Message[..18]);
    }
}
