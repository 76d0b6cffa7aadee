using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Quintet.Templates;

namespace TemplatesTests;

/// <summary>Rendering to a stream, tasks among the values, cancellation.</summary>
public class AsyncTests
{
    private static Task<string> RenderAsync<T>(string text, T model, CancellationToken cancellation = default) =>
        new Engine(Render.Options()).FromString(text).RenderAsync(RenderContext.From(model), cancellation);

    [Fact]
    public async Task Both_ways_of_rendering_show_the_same()
    {
        var engine = Render.Engine(
            ("base", "<{% block a %}x{% endblock %}{% block b %}y{% endblock %}>"),
            ("row", "[{{ x }}{{ forloop.counter }}{% cycle 'p' 'q' %}]"),
            ("main", "{% extends 'base' %}{% block a %}{% for x in list %}{% include 'row' with y=1 %}{% empty %}none{% endfor %}{{ block.super }}{% endblock %}"
                + "{% block b %}{% with z=1 %}{% if z %}{% for a, b in pairs %}{{ a }}{{ b }}{% endfor %}{% else %}-{% endif %}{% endwith %}{% include 'row' only %}{% for a in none %}{% empty %}e{% endfor %}{% endblock %}"));
        RenderContext Context() => RenderContext.From(new { list = new[] { 1, 2 }, pairs = new[] { (1, "<") } });
        var expected = engine.GetTemplate("main").Render(Context());
        Assert.Equal("<[11p][22p]x1&lt;[p]e>", expected);
        Assert.Equal(expected, await engine.GetTemplate("main").RenderAsync(Context()));
    }

    [Fact]
    public async Task What_is_written_goes_out_while_rendering_goes_on()
    {
        var pipe = new Pipe(new(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024));
        var seen = 0;
        IEnumerable<string> Rows()
        {
            for (var i = 0; i < 200_000; i++)
            {
                seen = i;
                yield return "a row of some length ";
            }
        }

        var template = new Engine(new()).FromString("{% for row in rows %}{{ row }}{% endfor %}");
        var rows = Rows().ToList();
        var rendering = template.RenderAsync(pipe.Writer, RenderContext.From(new { rows }));
        // Nobody reads: it stops at the pipe's threshold, long before its end.
        var first = await pipe.Reader.ReadAsync();
        Assert.False(rendering.IsCompleted);
        Assert.InRange(first.Buffer.Length, 16 * 1024, 128 * 1024);
        long total = 0;
        while (true)
        {
            total += first.Buffer.Length;
            Assert.InRange(first.Buffer.Length, 0, 256 * 1024);
            pipe.Reader.AdvanceTo(first.Buffer.End);
            if (rendering.IsCompleted && total == 200_000L * 21) break;
            first = await pipe.Reader.ReadAsync();
        }

        await rendering;
        Assert.Equal(199_999, seen);
    }

    [Fact]
    public async Task A_reader_that_leaves_ends_the_rendering()
    {
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Engine(new()).FromString("{{ x }}").RenderAsync(pipe.Writer, RenderContext.From(new { x = 1 })));
    }

    [Fact]
    public async Task Tasks_are_awaited()
    {
        var model = new Answers();
        const string Text = "{{ task }} {{ value_task }} {{ task.length }} {{ task|upper }} {{ inner.later }} {{ call }} {{ get_async }} {% for i in items %}{{ i }}{% endfor %} {% for i in inner.more %}{{ i }}{% endfor %} {% if task == 'late' %}y{% endif %}";
        const string Expected = "late 7 4 LATE deep called got 123 45 y";
        Assert.Equal(Expected, await RenderAsync(Text, model));
        Assert.Equal(Expected, new Engine(new()).FromString(Text).Render(RenderContext.From(new Answers())));
        Assert.Equal("late 12 5", await RenderAsync("{{ a }} {% for i in b %}{{ i }}{% endfor %} {{ c }}", new Dictionary<string, object?> { ["a"] = Late("late"), ["b"] = Numbers(1, 2), ["c"] = new ValueTask<int>(5) }));
    }

    /// <summary>No thread waits for a variable: it is done only when the one thread that could do it is free.</summary>
    [Fact]
    public async Task Awaiting_a_variable_holds_up_no_thread()
    {
        var source = new TaskCompletionSource<string>();
        var inner = new TaskCompletionSource<string>();
        var rendering = RenderAsync("{{ x }}{{ y.z }}{% for i in y.more %}{{ i }}{% endfor %}", new { x = source.Task, y = new { z = inner.Task, more = Slow(inner.Task) } });
        Assert.False(rendering.IsCompleted);
        source.SetResult("1");
        inner.SetResult("2");
        Assert.Equal("122", await rendering);
    }

    [Fact]
    public async Task A_task_that_fails_says_so()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => RenderAsync("{{ x }}", new { x = Task.FromException<string>(new InvalidOperationException("broken")) }));
        Assert.Equal("broken", exception.Message);
        var placed = await Assert.ThrowsAsync<TemplateRenderException>(() => RenderAsync("\n {{ x.y }}", new { x = new { y = Task.FromException<string>(new InvalidOperationException("broken")) } }));
        Assert.Equal((2, 2), (placed.Line, placed.Column));
    }

    [Theory]
    [InlineData("{% for i in list %}{{ stop }}{% endfor %}")]
    [InlineData("{{ stop }}{% include 'part' %}")]
    public async Task Cancelling_ends_loops_and_includes(string text)
    {
        var engine = Render.Engine(("part", "x"), ("main", text));
        using var source = new CancellationTokenSource();
        var context = RenderContext.From(new { list = new int[1_000_000], stop = (Func<object?>)(() => { source.Cancel(); return ""; }) });
        context.Cancellation = source.Token;
        Assert.Throws<OperationCanceledException>(() => engine.GetTemplate("main").Render(context));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.GetTemplate("main").RenderAsync(RenderContext.From(new { list = new int[10] }), source.Token));
    }

    [Fact]
    public async Task Cancelling_ends_waiting_for_a_variable()
    {
        using var source = new CancellationTokenSource();
        var rendering = RenderAsync("{{ x }}", new { x = new TaskCompletionSource<string>().Task }, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rendering);
    }

    private static async Task<T> Late<T>(T value)
    {
        await Task.Yield();
        return value;
    }

    private static async IAsyncEnumerable<int> Numbers(params int[] numbers)
    {
        foreach (var number in numbers)
        {
            await Task.Yield();
            yield return number;
        }
    }

    private static async IAsyncEnumerable<string> Slow(Task<string> task, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        yield return await task.WaitAsync(cancellation);
    }

    public class Answers
    {
        public Task<string> Task { get; } = Late("late");

        public ValueTask<int> ValueTask => new(Late(7));

        public IAsyncEnumerable<int> Items => Numbers(1, 2, 3);

        public Deep Inner { get; } = new();

        public Func<Task<string>> Call => () => Late("called");

        public Task<string> GetAsync(CancellationToken cancellation = default) => Late("got");
    }

    public class Deep
    {
        public Task<string> Later => Late("deep");

        public IAsyncEnumerable<int> More() => Numbers(4, 5);
    }
}
