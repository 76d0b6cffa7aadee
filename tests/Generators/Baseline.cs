using System.Runtime.CompilerServices;

namespace GeneratorsTests;

/// <summary>Compares what is generated with the files beside the tests; <c>UPDATE_EXPECT=1 dotnet test tests/Generators</c> writes them anew.</summary>
internal static class Baseline
{
    public static void Check(string name, IEnumerable<(string Name, string Text)> files, [CallerFilePath] string test = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(test)!, "Baselines", name);
        var actual = files.ToDictionary(f => f.Name + ".txt", f => f.Text);
        if (Environment.GetEnvironmentVariable("UPDATE_EXPECT") == "1")
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
            foreach (var (file, text) in actual) File.WriteAllText(Path.Combine(folder, file), text);
            return;
        }

        Assert.True(Directory.Exists(folder), $"There is no baseline {folder}. Run UPDATE_EXPECT=1 dotnet test tests/Generators and read what it writes.");
        var expected = Directory.GetFiles(folder).ToDictionary(f => Path.GetFileName(f), File.ReadAllText);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach (var (file, text) in expected) Assert.Equal(text, actual[file]);
    }
}
