using System.Diagnostics;
using System.Globalization;
using Soak;

// npm run soak: the bookshop under a load that changes, from 1 to 64 connections. At its end nothing may have failed, no memory have grown, no connection be left.
const int Waves = 20;
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (!OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("The soak reads what a process holds from /proc, which only Linux has.");
    return 1;
}

var options = Options.Read(args);
if (options is null) return 2;
Console.WriteLine($"{options.Requests:N0} requests, seed {options.Seed}. Publishing the bookshop …");
await using var shop = await Bookshop.Open();
var stock = await Stock.Read(shop.Port);
var (tally, readings, clock) = (new Tally(), new List<Reading>(), Stopwatch.StartNew());

// A tenth of the requests comes first: what is made once, compiled and cached is there when the first reading is taken.
await Load.Run(shop.Port, stock, tally, options.Requests / 10, options.Seed);
for (var wave = 0; wave <= Waves && !tally.IsLost; wave++)
{
    if (wave > 0) await Load.Run(shop.Port, stock, tally, (options.Requests / 10) + ((options.Requests - (options.Requests / 10)) * wave / Waves), unchecked(options.Seed + (wave * 100_003)));
    await shop.Settle();
    var reading = await shop.Read(tally.Total);
    readings.Add(reading);
    Console.WriteLine(
        $"{tally.Total,11:N0} requests in {clock.Elapsed.TotalSeconds,5:F0} s; heap {Report.Mebibytes(reading.Heap)}, resident {Report.Mebibytes(reading.Resident)}, threads {reading.Threads}; connections: {reading.Sockets} of browsers, {reading.Database} of the database");
}

clock.Stop();
var peak = shop.Peak();
var problems = tally.Problems.Concat(Report.Growth(readings)).ToList();
if (await shop.Close() is not 0 and var code) problems.Add($"The bookshop ended with exit code {code}.");
problems.AddRange(shop.Errors.Select(error => $"The bookshop's log: {error}"));

Console.WriteLine(Report.Table(tally, readings, clock.Elapsed, peak));
foreach (var problem in problems) Console.Error.WriteLine(problem);
Console.WriteLine(problems.Count == 0 ? "Nothing failed, nothing grew, nothing is left." : $"The soak failed. Again with the same requests: npm run soak -- load --requests={options.Requests} --seed={options.Seed}");
return problems.Count == 0 ? 0 : 1;

/// <param name="Requests">How many.</param>
/// <param name="Seed">What the visitors' choices begin with.</param>
internal sealed record Options(long Requests, int Seed)
{
    /// <summary>Null, with a word on the console, where they are not as they should be.</summary>
    public static Options? Read(string[] args)
    {
        var options = new Options(2_000_000, Random.Shared.Next());
        foreach (var argument in args)
        {
            if (argument.Split('=') is ["--requests", var count] && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var requests) && requests >= 10_000) options = options with { Requests = requests };
            else if (argument.Split('=') is ["--seed", var number] && int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed)) options = options with { Seed = seed };
            else
            {
                Console.Error.WriteLine($"Expected --requests=2000000 (10,000 at least) or --seed=7, found {argument}.");
                return null;
            }
        }

        return options;
    }
}
