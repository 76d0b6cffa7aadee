using System.Diagnostics;
using System.Globalization;
using Quintet.Templates;

namespace Benchmarks.Templates;

/// <summary>What the first page costs in a process that has rendered nothing yet, with 100 templates on disk; each run is a process of its own.</summary>
internal static class FirstRender
{
    public const string Command = "first-render";
    private const int Templates = 100;
    private const int Runs = 11;

    public static int Run(string[] args)
    {
        if (args is [_, var folder])
        {
            Measure(folder);
            return 0;
        }

        folder = Directory.CreateTempSubdirectory("quintet-first-render-").FullName;
        try
        {
            Write(folder);
            var results = new List<(double First, double All)>();
            for (var i = 0; i < Runs; i++)
            {
                using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Command, folder]) { RedirectStandardOutput = true })!;
                var parts = process.StandardOutput.ReadToEnd().Split(' ');
                process.WaitForExit();
                results.Add((double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture)));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The first page of a project of {Templates} templates: {Median(results.Select(r => r.First)):F0} ms; all {Templates} pages: {Median(results.Select(r => r.All)):F0} ms (median of {Runs} processes)."));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(string folder)
    {
        var page = Shop.Pages(20)[0];
        var watch = Stopwatch.StartNew();
        var engine = QuintetEngine.Engine([new FileSystemLoader([folder])]);
        engine.GetTemplate("page0.html").Render(RenderContext.From(page));
        var first = watch.Elapsed.TotalMilliseconds;
        for (var i = 1; i < Templates - 1; i++) engine.GetTemplate($"page{i}.html").Render(RenderContext.From(page));
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{first} {watch.Elapsed.TotalMilliseconds}"));
    }

    private static void Write(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "base.html"), QuintetEngine.BaseWithLoad);
        for (var i = 0; i < Templates - 1; i++) File.WriteAllText(Path.Combine(folder, $"page{i}.html"), QuintetEngine.List + $"<!-- {i} -->");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
