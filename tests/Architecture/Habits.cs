using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ArchitectureTests;

/// <summary>Habits of this code that are cheap to hold.</summary>
public class Habits
{
    [Fact]
    public void A_class_that_is_not_public_is_sealed_unless_something_derives_from_it()
    {
        var types = Repository.Assemblies.Values.SelectMany(assembly => assembly.GetTypes()).ToArray();
        var bases = types.Select(type => type.BaseType).OfType<Type>().Select(Open).ToHashSet();
        var open = types
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false, IsVisible: false } && !bases.Contains(Open(type)))
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), false) && !type.FullName!.Contains('<'))
            .Select(type => type.FullName);
        Assert.Empty(open);
    }

    [Fact]
    public void The_repository_never_speaks_of_the_place_it_was_made_in()
    {
        // In pieces, so that this file does not speak of them either.
        string[] words = ["/" + "work/", "../" + "shared", "/tmp/" + "plan", "/tmp/" + "wt/"];
        var found =
            from file in Repository.TextFiles()
            where Repository.Relative(file) != ".ci/run" // it may look for what lies beside the checkout
            let text = File.ReadAllText(file)
            from word in words
            where text.Contains(word, StringComparison.Ordinal)
            select $"{Repository.Relative(file)}: {word}";
        Assert.Empty(found);
    }

    [Fact]
    public void What_is_made_in_the_temporary_folder_says_who_made_it()
    {
        var found =
            from file in Repository.TextFiles()
            where file.EndsWith(".cs", StringComparison.Ordinal) && Repository.Relative(file) != "tests/Architecture/Habits.cs"
            from Match call in Regex.Matches(File.ReadAllText(file), @"\b(CreateTempSubdirectory\((?!""quintet)|GetTempFileName\().*")
            select $"{Repository.Relative(file)}: {call.Value} – Directory.CreateTempSubdirectory(\"quintet-…\") makes something whose origin is seen.";
        Assert.Empty(found);
    }

    static Type Open(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}
