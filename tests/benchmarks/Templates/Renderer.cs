using System.Text;

namespace Benchmarks.Templates;

/// <summary>One engine with its templates compiled: renders into a buffer that is kept, as UTF-8.</summary>
internal abstract class Renderer
{
    private readonly MemoryStream _output = new(1 << 20);
    private readonly StreamWriter _writer;

    protected Renderer() => _writer = new(_output, new UTF8Encoding(false), 16 * 1024);

    /// <summary>Renders a page; the bytes are valid until the next call.</summary>
    public abstract ReadOnlySpan<byte> Render(BookPage page);

    /// <summary>For engines that write to a <see cref="TextWriter"/>.</summary>
    protected ReadOnlySpan<byte> Write<T>(T state, Action<TextWriter, T> render)
    {
        _output.SetLength(0);
        render(_writer, state);
        _writer.Flush();
        return _output.GetBuffer().AsSpan(0, (int)_output.Length);
    }

    /// <summary>The outputs of two renderers are the same for every page, or the comparison is none. Engines differ in which line breaks around a tag they keep; that is left aside.</summary>
    /// <exception cref="InvalidOperationException">They differ; says where.</exception>
    public static void RequireSame(Renderer expected, Renderer found, BookPage[] pages)
    {
        foreach (var page in pages)
        {
            var wanted = Text(expected.Render(page));
            var got = Text(found.Render(page));
            if (wanted == got) continue;
            var at = wanted.Zip(got).TakeWhile(pair => pair.First == pair.Second).Count();
            throw new InvalidOperationException(
                $"{found.GetType().Name} gives something else than {expected.GetType().Name} at character {at}:\n{Around(wanted, at)}\n{Around(got, at)}");
        }

        static string Text(ReadOnlySpan<byte> utf8) => string.Join(' ', Encoding.UTF8.GetString(utf8).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).Replace("> <", "><", StringComparison.Ordinal);

        static string Around(string text, int at) => text[Math.Max(0, at - 40)..Math.Min(text.Length, at + 40)];
    }
}
