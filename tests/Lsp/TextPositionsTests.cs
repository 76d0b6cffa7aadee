using Quintet.Lsp.Session;
using Quintet.Text;

namespace LspTests;

public sealed class TextPositionsTests
{
    [Theory]
    // Past the end of a line is its end, before its line break.
    [InlineData("ab\ncd", 0, 9, 2)]
    [InlineData("ab\r\ncd", 0, 9, 2)]
    [InlineData("ab\rcd", 0, 3, 2)]
    [InlineData("ab\r\ncd", 1, 1, 5)]
    // Past the last line is the end of the text.
    [InlineData("ab\n", 1, 0, 3)]
    [InlineData("ab\n", 7, 3, 3)]
    [InlineData("ab", -1, 0, 0)]
    [InlineData("ab", 0, -4, 0)]
    [InlineData("", 0, 0, 0)]
    public void Utf16PositionsBecomeOffsets(string text, int line, int character, int offset) =>
        Assert.Equal(offset, new TextPositions(text, PositionEncoding.Utf16).ToOffset(new(line, character)));

    [Theory]
    [InlineData("aä€😀b", 0, 0)]
    [InlineData("aä€😀b", 1, 1)]
    [InlineData("aä€😀b", 3, 2)]
    [InlineData("aä€😀b", 6, 3)]
    [InlineData("aä€😀b", 10, 5)]
    [InlineData("aä€😀b", 11, 6)]
    [InlineData("aä€😀b", 99, 6)]
    public void Utf8PositionsCountBytes(string text, int character, int offset)
    {
        var positions = new TextPositions(text, PositionEncoding.Utf8);
        Assert.Equal(offset, positions.ToOffset(new(0, character)));
        if (character < 99) Assert.Equal(new(0, character), positions.ToPosition(offset));
    }

    [Fact]
    public void AnOffsetInsideALineBreakIsTheLinesEnd() =>
        Assert.Equal(new(0, 2), new TextPositions("ab\r\ncd", PositionEncoding.Utf16).ToPosition(3));

    [Theory]
    [InlineData(PositionEncodingName.Utf8)]
    [InlineData(PositionEncodingName.Utf16)]
    public void EveryPlaceBetweenCharactersSurvivesTheWayThere(PositionEncodingName encoding)
    {
        const string text = "a😀\r\n\n<% url 'ä' %>\r€\n";
        var positions = new TextPositions(text, encoding == PositionEncodingName.Utf8 ? PositionEncoding.Utf8 : PositionEncoding.Utf16);
        for (var offset = 0; offset <= text.Length; offset++)
        {
            if (offset > 0 && offset < text.Length && (char.IsLowSurrogate(text[offset]) || text[offset - 1] == '\r' && text[offset] == '\n')) continue;
            Assert.Equal(offset, positions.ToOffset(positions.ToPosition(offset)));
        }

        Assert.Equal(new Quintet.Lsp.Protocol.Range(new(2, 0), new(2, 2)), positions.ToRange(new TextSpan(text.IndexOf('<'), 2)));
    }

    /// <summary>The product's enum is internal, which a public test method cannot take.</summary>
    public enum PositionEncodingName
    {
        Utf8,
        Utf16,
    }
}
