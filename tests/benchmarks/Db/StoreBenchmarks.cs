using BenchmarkDotNet.Attributes;

namespace Benchmarks.Db;

/// <summary>One piece of work with each engine; the rows are others each time, and all engines must read and write the same.</summary>
public abstract class StoreBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quintet-benchmarks-").FullName;
    private Store[] _stores = [];
    private int _turn;

    [GlobalSetup]
    public void Setup()
    {
        _stores = Store.All(_folder);
        Store.RequireSame(_stores);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (var store in Enumerable.Reverse(_stores)) store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true)]
    public object? ByHand() => Run(_stores[0], _turn++);

    [Benchmark]
    public object? Quintet() => Run(_stores[1], _turn++);

    [Benchmark]
    public object? Dapper() => Run(_stores[2], _turn++);

    [Benchmark]
    public object? EfCoreNoTracking() => Run(_stores[3], _turn++);

    [Benchmark]
    public object? EfCoreTracking() => Run(_stores[4], _turn++);

    private protected abstract object? Run(Store store, int turn);

    private protected void Clear()
    {
        foreach (var store in _stores) store.Clear();
    }
}

/// <summary>10,000 rows to objects.</summary>
public class ReadManyRows : StoreBenchmarks
{
    private protected override object? Run(Store store, int turn) => Work.ReadMany(store, turn);
}

/// <summary>One row by its key.</summary>
public class GetByKey : StoreBenchmarks
{
    private protected override object? Run(Store store, int turn) => Work.Get(store, turn);
}

/// <summary>20 rows with their related objects, sorted.</summary>
public class JoinedPageOf20 : StoreBenchmarks
{
    private protected override object? Run(Store store, int turn) => Work.Page(store, turn);
}

/// <summary>10,000 new objects.</summary>
public class InsertManyRows : StoreBenchmarks
{
    [IterationCleanup]
    public void TakeAway() => Clear();

    private protected override object? Run(Store store, int turn) => Work.Insert(store, turn);
}

/// <summary>One column of one row.</summary>
public class UpdateOne : StoreBenchmarks
{
    private protected override object? Run(Store store, int turn) => Work.Update(store, turn);
}

/// <summary>An object is read, changed and saved.</summary>
public class LoadChangeSave : StoreBenchmarks
{
    private protected override object? Run(Store store, int turn) => Work.LoadChangeSave(store, turn);
}
