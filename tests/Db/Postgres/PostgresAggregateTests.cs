using Archive;
using Quintet.Contrib.Postgres;

namespace DbTests;

public sealed class PostgresAggregateTests : ArchiveTests
{
    private static void Fill() => Page.Objects.BulkCreate(
    [
        new() { Title = "b", Number = 6, Good = true, Price = 2m },
        new() { Title = "a", Number = 3, Good = null, Price = 4m },
        new() { Title = "b", Number = 2, Good = false, Price = null, Body = "x" },
        new() { Title = "c", Number = 7, Good = true, Price = 8.5m },
    ]);

    [PostgresFact]
    public void Arrays_of_all_values()
    {
        Fill();
        var all = Page.Objects.Aggregate(q => new
        {
            Titles = q.OrderBy(p => p.Title).OrderByDescending(p => p.Number).ArrayAgg(p => p.Title + p.Number),
            Distinct = q.Distinct().OrderByDescending(p => p.Title).ArrayAgg(p => p.Title),
            Even = q.Filter(p => p.Number % 2 == 0).OrderBy(p => p.Number).ArrayAgg(p => p.Number),
            Prices = q.OrderBy(p => p.Number).ArrayAgg(p => p.Price),
            None = q.Filter(p => p.Number > 100).ArrayAgg(p => p.Number),
            Json = q.OrderBy(p => p.Id).JsonbAgg(p => p.Good),
            Joined = q.OrderBy(p => p.Number).StringAgg(p => p.Title, "-"),
        });
        Assert.Equal(["a3", "b6", "b2", "c7"], all.Titles!);
        Assert.Equal(["c", "b", "a"], all.Distinct!);
        Assert.Equal([2, 6], all.Even!);
        Assert.Equal([null, 4m, 2m, 8.5m], all.Prices!);
        Assert.Null(all.None);
        Assert.Equal("[true, null, false, true]", all.Json!.Value.GetRawText());
        Assert.Equal("b-a-b-c", all.Joined);
        Assert.Equal([7, 6, 3, 2], Page.Objects.Aggregate(q => q.OrderByDescending(p => p.Number).ArrayAgg(p => p.Number))!);
    }

    [PostgresFact]
    public void Groups_and_what_comes_after()
    {
        Fill();
        var groups = Page.Objects.Values(p => p.Title).Annotate((title, q) => new { Title = title, Numbers = q.OrderBy(p => p.Number).ArrayAgg(p => p.Number), All = q.BoolAnd(p => p.Good) }).ToList();
        Assert.Equal(["a 3 ", "b 2,6 False", "c 7 True"], groups.OrderBy(g => g.Title).Select(g => $"{g.Title} {string.Join(",", g.Numbers!)} {g.All}"));
        var some = Page.Objects.Values(p => p.Title).Annotate((title, q) => new { Title = title, Any = q.BoolOr(p => p.Good) }).Filter(g => g.Any == true).OrderBy(g => g.Title).ToList();
        Assert.Equal(["b", "c"], some.Select(g => g.Title));
        Assert.Equal([2, 1, 2, 1], Page.Objects.OrderBy("pk").Values(p => Page.Objects.Filter(o => o.Title == p.Title).Aggregate(q => q.ArrayAgg(o => o.Number))).ToList().Select(numbers => numbers!.Length));
    }

    [PostgresFact]
    public void Bits_and_truth()
    {
        Fill();
        var all = Page.Objects.Aggregate(q => new
        {
            And = q.BitAnd(p => p.Number),
            Or = q.Filter(p => p.Number < 7).BitOr(p => p.Number),
            Xor = q.BitXor(p => p.Number),
            Every = q.BoolAnd(p => p.Number > 1),
            Good = q.BoolAnd(p => p.Good),
            Some = q.BoolOr(p => p.Good),
            None = q.Filter(p => p.Number > 100).BoolOr(p => p.Good),
            Nothing = q.Filter(p => p.Number > 100).BitAnd(p => p.Number),
        });
        Assert.Equal((2, 7, 0), (all.And, all.Or, all.Xor));
        Assert.Equal((true, false, true, null), (all.Every, all.Good, all.Some, all.None));
        Assert.Null(all.Nothing);
    }

    [PostgresFact]
    public void Statistics()
    {
        Page.Objects.BulkCreate([.. new[] { (1, 2m), (2, 4m), (3, 7m) }.Select(p => new Page { Title = "s", Number = p.Item1, Price = p.Item2 }), new() { Title = "s", Number = 9 }]);
        var s = Page.Objects.Aggregate(q => new
        {
            Corr = q.Corr(p => p.Price, p => p.Number),
            Pop = q.CovarPop(p => p.Price, p => p.Number),
            Sample = q.CovarSamp(p => p.Price, p => p.Number),
            X = q.RegrAvgX(p => p.Price, p => p.Number),
            Y = q.RegrAvgY(p => p.Price, p => p.Number),
            Count = q.RegrCount(p => p.Price, p => p.Number),
            Intercept = q.RegrIntercept(p => p.Price, p => p.Number),
            R2 = q.RegrR2(p => p.Price, p => p.Number),
            Slope = q.RegrSlope(p => p.Price, p => p.Number),
            Sxx = q.RegrSxx(p => p.Price, p => p.Number),
            Sxy = q.RegrSxy(p => p.Price, p => p.Number),
            Syy = q.Filter(p => p.Number < 3).RegrSyy(p => p.Price, p => p.Number),
            Empty = q.Filter(p => p.Number > 100).Corr(p => p.Price, p => p.Number),
        });
        double?[] found = [s.Corr, s.Pop, s.Sample, s.X, s.Y, s.Count, s.Intercept, s.R2, s.Slope, s.Sxx, s.Sxy, s.Syy];
        double[] expected = [0.99339927, 1.66666667, 2.5, 2, 4.33333333, 3, -0.66666667, 0.98684211, 2.5, 2, 5, 2];
        Assert.Equal(expected, found.Select(value => Math.Round(value!.Value, 8)));
        Assert.Null(s.Empty);
    }

    [Fact]
    public void Elsewhere_it_is_said_that_there_is_none()
    {
        using var database = new TestDatabase();
        var error = Assert.Throws<NotSupportedException>(() => Book.Objects.Aggregate(q => q.ArrayAgg(b => b.Title)));
        Assert.Equal("ARRAY_AGG is a function of postgresql, and this database is sqlite. Ask the other database: Using(…).", error.Message);
        Assert.Equal("The lookup 'search' is one of postgresql, and this database is sqlite. Ask the other database, Using(…), or use another lookup.", Assert.Throws<NotSupportedException>(() => Book.Objects.Filter("title__search", "x").Count()).Message);
        new Author { Name = "b" }.Save();
        new Author { Name = "a" }.Save();
        Assert.Equal("a,b", Author.Objects.Aggregate(q => q.OrderBy(a => a.Name).StringAgg(a => a.Name, ",")));
    }
}
