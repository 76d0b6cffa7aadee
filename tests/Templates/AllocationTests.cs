using System.Buffers;
using Quintet.Templates;

namespace TemplatesTests;

/// <summary>What rendering costs, counted in bytes: the same on every machine.</summary>
public class AllocationTests
{
    public sealed record Author(string Name);

    public sealed record Book(int Id, string Title, Author Author, DateTime PublishedDate);

    private static readonly Engine Engine = Render.Engine(
        ("base", "<!doctype html><title>{% block title %}Shop{% endblock %}</title>{% block content %}{% endblock %}"),
        ("tags", "{% for book in books %}{% if book.id > 3 and book.id != 5 or not book.title %}a{% elif book.id == 1 %}b{% endif %}{% ifequal book.title 'x' %}{% endifequal %}"
            + "{% cycle 'odd' 'even' %}{% ifchanged book.author.name %}{% firstof missing book.author.name %}{% endifchanged %}{% autoescape off %}{{ book.title }}{% endautoescape %}{% endfor %}"),
        ("list", "{% extends 'base' %}{% block title %}Books{% endblock %}{% block content %}<ul>{% for book in books %}<li class=\"{% if forloop.first %}first{% endif %}\">{{ book.title }} by {{ book.author.name }}</li>{% endfor %}</ul>{% endblock %}"));

    private static readonly Book[] Books = [.. Enumerable.Range(1, 1000).Select(i => new Book(i, $"Title <{i}>", new($"Author {i}"), new(2026, 1, 1)))];

    /// <summary>A row's title and author are written without a single object; only forloop.first is a boxed truth.</summary>
    [Fact]
    public void ARowCostsNextToNothing()
    {
        var few = Allocated(10);
        var many = Allocated(1000);
        Assert.True((many - few) / 990 <= 24, $"{few} bytes for 10 rows, {many} for 1000.");
    }

    [Fact]
    public void APageCostsLittle()
    {
        var bytes = Allocated(20);
        Assert.True(bytes <= 2_000, $"{bytes} bytes for a page of 20 rows.");
    }

    /// <summary>Comparing, cycling and watching for changes make no objects either.</summary>
    [Fact]
    public void TagsInARowCostNothing()
    {
        var few = Allocated(10, "tags");
        var many = Allocated(1000, "tags");
        Assert.True((many - few) / 990 == 0, $"{few} bytes for 10 rows, {many} for 1000.");
    }

    private static long Allocated(int rows, string name = "list")
    {
        var model = new { books = Books[..rows] };
        var output = new ArrayBufferWriter<byte>(1 << 20);
        var template = Engine.GetTemplate(name);
        for (var i = 0; i < 3; i++)
        {
            output.ResetWrittenCount();
            template.Render(output, RenderContext.From(model));
        }

        output.ResetWrittenCount();
        var before = GC.GetAllocatedBytesForCurrentThread();
        template.Render(output, RenderContext.From(model));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
