using Quintet.Templates.Rendering;
using Quintet.Templates.Syntax;
using Quintet.Templates.Values;

namespace Quintet.Templates.Tags;

/// <summary><c>lorem 3 p random</c>: text to fill a page with.</summary>
internal sealed class LoremTag(Expression? count, char unit, bool random) : RenderNode
{
    public static RenderNode Compile(TemplateCompiler compiler, TagNode tag, BlockNode? block)
    {
        var rest = tag.Arguments.ToList();
        var random = rest.Count > 0 && rest[^1].Text == "random";
        if (random) rest.RemoveAt(rest.Count - 1);
        var unit = 'b';
        if (rest.Count > 0 && rest[^1].Text is "w" or "p" or "b")
        {
            unit = rest[^1].Text[0];
            rest.RemoveAt(rest.Count - 1);
        }

        if (rest.Count > 1) throw TemplateCompiler.Error(rest[1].Span, "Incorrect format for 'lorem' tag.", "lorem [count] [w|p|b] [random]");
        return new LoremTag(rest.Count == 0 ? null : compiler.CompileWhole(rest[0]), unit, random);
    }

    public override void Render(RenderContext context)
    {
        var wanted = 1;
        if (count is not null && Numbers.TryToInteger(count.Resolve(context), out var number)) wanted = (int)System.Numerics.BigInteger.Min(System.Numerics.BigInteger.Max(number, int.MinValue), int.MaxValue);
        if (unit == 'w')
        {
            WriteWords(context, wanted);
            return;
        }

        for (var i = 0; i < wanted; i++)
        {
            if (i > 0) context.Output.Write("\n\n"u8);
            if (unit == 'p') context.Output.Write("<p>"u8);
            context.Output.Write(i == 0 && !random ? LoremText.Beginning : LoremText.Paragraph(Random.Shared));
            if (unit == 'p') context.Output.Write("</p>"u8);
        }
    }

    private void WriteWords(RenderContext context, int wanted)
    {
        var common = random ? [] : LoremText.CommonWords;
        // Fewer than none leaves words out at the end, as Python's slice does.
        if (wanted < 0) wanted = Math.Max(0, common.Length + wanted);
        for (var i = 0; i < wanted; i++)
        {
            if (i > 0) context.Output.Write(" "u8);
            context.Output.Write(i < common.Length ? common[i] : LoremText.Word(Random.Shared));
        }
    }
}

/// <summary>The text that fills pages since the sixteenth century, and more in its manner from the words of Cicero's book it came from.</summary>
internal static class LoremText
{
    public const string Beginning =
        "Lorem ipsum dolor sit amet, consectetur adipisicing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. " +
        "Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat. " +
        "Duis aute irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla pariatur. " +
        "Excepteur sint occaecat cupidatat non proident, sunt in culpa qui officia deserunt mollit anim id est laborum.";

    private static readonly string[] Words = (
        "sed ut perspiciatis unde omnis iste natus error voluptatem accusantium doloremque laudantium totam rem aperiam eaque ipsa quae ab illo " +
        "inventore veritatis et quasi architecto beatae vitae dicta explicabo nemo ipsam quia voluptas aspernatur aut odit fugit consequuntur magni " +
        "dolores eos qui ratione sequi nesciunt neque porro quisquam dolorem numquam eius modi tempora incidunt labore magnam aliquam quaerat minima " +
        "nostrum exercitationem ullam corporis suscipit laboriosam nisi commodi consequatur quis autem vel eum iure reprehenderit in ea voluptate " +
        "velit esse quam nihil molestiae illum quo nulla pariatur at vero accusamus iusto odio dignissimos ducimus blanditiis praesentium voluptatum " +
        "deleniti atque corrupti quos quas molestias excepturi sint occaecati cupiditate non provident similique culpa officia deserunt mollitia animi " +
        "id est laborum dolorum fuga harum quidem rerum facilis expedita distinctio nam libero tempore cum soluta nobis eligendi optio cumque impedit " +
        "minus quod maxime placeat facere possimus assumenda repellendus temporibus quibusdam officiis debitis necessitatibus saepe eveniet voluptates " +
        "repudiandae recusandae itaque earum hic tenetur a sapiente delectus reiciendis voluptatibus maiores alias perferendis doloribus asperiores repellat").Split(' ');

    public static string[] CommonWords { get; } =
        "lorem ipsum dolor sit amet consectetur adipisicing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua".Split(' ');

    public static string Word(Random random) => Words[random.Next(Words.Length)];

    /// <summary>One to four sentences.</summary>
    public static string Paragraph(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Sentence(random)));

    /// <summary>One to five parts of three to twelve words, separated by commas.</summary>
    private static string Sentence(Random random)
    {
        var parts = Enumerable.Range(0, random.Next(1, 6)).Select(_ => string.Join(' ', random.GetItems(Words, random.Next(3, 13))));
        var text = string.Join(", ", parts);
        return char.ToUpperInvariant(text[0]) + text[1..] + (random.Next(2) == 0 ? '?' : '.');
    }
}
