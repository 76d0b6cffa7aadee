using System.Reflection;
using System.Text.RegularExpressions;
using Quintet.Reading;

namespace ReadingTests;

public class DiagnosticTableTests
{
    [Fact]
    public void All_lists_every_rule_once_by_id()
    {
        var fields = typeof(DiagnosticTable).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.FieldType == typeof(DiagnosticRule)).Select(f => (DiagnosticRule)f.GetValue(null)!);
        Assert.Equal(fields.Select(r => r.Id).Order(StringComparer.Ordinal), DiagnosticTable.All.Select(r => r.Id));
        Assert.Equal(DiagnosticTable.All.Length, DiagnosticTable.All.Select(r => r.Id).Distinct().Count());
    }

    [Fact]
    public void Ids_titles_and_messages_are_well_formed()
    {
        foreach (var rule in DiagnosticTable.All)
        {
            Assert.Matches(@"^QT[1-9]\d{3}$", rule.Id);
            Assert.False(rule.Title.EndsWith('.'), rule.Title);
            Assert.True(rule.MessageFormat.EndsWith('.') || rule.MessageFormat.EndsWith('}') || rule.MessageFormat.EndsWith('\''), rule.MessageFormat);
            var arguments = Regex.Matches(rule.MessageFormat, @"(?<!\{)\{(\d)\}").Select(m => int.Parse(m.Groups[1].Value)).Distinct().Order().ToList();
            Assert.Equal(Enumerable.Range(0, arguments.Count), arguments);
            var message = rule.Format([.. arguments.Select(i => (object)$"<{i}>")]);
            Assert.All(arguments, i => Assert.Contains($"<{i}>", message));
        }
    }

    [Theory]
    [InlineData('1', RuleCategory.Templates)]
    [InlineData('2', RuleCategory.Urls)]
    [InlineData('3', RuleCategory.Models)]
    [InlineData('4', RuleCategory.StaticFiles)]
    [InlineData('5', RuleCategory.Migrations)]
    [InlineData('6', RuleCategory.Settings)]
    [InlineData('9', RuleCategory.Tooling)]
    public void The_thousand_says_the_category(char thousand, RuleCategory category)
    {
        Assert.NotEmpty(DiagnosticTable.All.Where(r => r.Category == category));
        Assert.All(DiagnosticTable.All.Where(r => r.Category == category), r => Assert.Equal(thousand, r.Id[2]));
    }

    [Fact]
    public void Find_knows_the_ids_and_nothing_else()
    {
        Assert.Same(DiagnosticTable.UnexpectedEndTag, DiagnosticTable.Find("QT1003"));
        Assert.Null(DiagnosticTable.Find("QT0000"));
    }
}
