using System.Globalization;

namespace Benchmarks.Db;

/// <summary>
/// The engines in turns, in many short rounds in one process, in CPU time: what a machine whose speed varies, and which others use too, says
/// the same of each time.
/// </summary>
internal static class Ratios
{
    public const string Command = "db-ratios";
    private const int Rounds = 30;
    private const double RoundMilliseconds = 25;

    private static readonly (string Name, Func<Store, int, object?> Work)[] Lines =
    [
        ("read 10,000 rows", Work.ReadMany),
        ("get by key", Work.Get),
        ("joined page of 20", Work.Page),
        ("insert 10,000", Work.Insert),
        ("update one", Work.Update),
        ("load, change, save", Work.LoadChangeSave),
    ];

    /// <param name="args">Behind the command: words of which a line's name must hold one, and <c>us</c>, this project and the hand-written code alone.</param>
    public static int Run(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("quintet-db-ratios-").FullName;
        var alone = args.Contains("us");
        var words = args.Skip(1).Where(a => a != "us").ToArray();
        Store[] stores = alone ? [new RawStore(folder), new QuintetStore(folder)] : Store.All(folder);
        try
        {
            Store.RequireSame(stores);
            foreach (var line in Lines.Where(l => words.Length == 0 || words.Any(w => l.Name.Contains(w, StringComparison.OrdinalIgnoreCase)))) Measure(line.Name, line.Work, stores);
            return 0;
        }
        finally
        {
            foreach (var store in Enumerable.Reverse(stores)) store.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(string name, Func<Store, int, object?> work, Store[] stores)
    {
        var turn = 0;
        foreach (var store in stores)
        {
            // Long enough for the tiers of the compiler to have done with it.
            for (var until = Environment.TickCount64 + 1000; Environment.TickCount64 < until;) Time(store, 1);
        }

        // As often for each engine, so that what comes once in a thousand writes (SQLite's checkpoints) comes to all alike.
        var count = (int)Math.Clamp(RoundMilliseconds / Time(stores[0], 3), 1, 10_000);
        var times = stores.Select(_ => new double[Rounds]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < stores.Length; i++) times[i][round] = Time(stores[i], count);
        }

        Console.WriteLine($"\n{name,-22} {"best µs",10} {"median µs",10} {"of by hand",11} {"(median)",9} {"bytes",10}");
        for (var i = 0; i < stores.Length; i++)
        {
            turn++;
            var before = GC.GetAllocatedBytesForCurrentThread();
            work(stores[i], turn);
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            stores[i].Clear();
            var (best, median, byHand, medianByHand) = (times[i].Min(), Median(times[i]), times[0].Min(), Median(times[0]));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{stores[i].Name,-22} {best * 1000,10:F1} {median * 1000,10:F1} {byHand / best,11:F2} {medianByHand / median,9:F2} {bytes,10:N0}"));
        }

        // CPU milliseconds for one piece of work, the collections that it causes included.
        double Time(Store store, int count)
        {
            var spent = TimeSpan.Zero;
            var inserts = name.StartsWith("insert", StringComparison.Ordinal);
            if (!inserts)
            {
                var start = Environment.CpuUsage.TotalTime;
                for (var i = 0; i < count; i++) work(store, turn++);
                return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds / count;
            }

            for (var i = 0; i < count; i++)
            {
                var start = Environment.CpuUsage.TotalTime;
                work(store, turn++);
                spent += Environment.CpuUsage.TotalTime - start;
                store.Clear();
            }

            return spent.TotalMilliseconds / count;
        }
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
