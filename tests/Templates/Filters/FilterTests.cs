namespace TemplatesTests.Filters;

public class FilterTests
{
    [Theory]
    [InlineData("{{ 'a b'|title }} {{ name|title }}", "A B Joe&#x27;s 2nd Book")]
    [InlineData("{{ text|capfirst }} {{ text|upper }} {{ 'ABC'|lower }}", "&lt;b&gt; x &lt;B&gt; X abc")]
    [InlineData("{{ text|safe }} {{ text|escape }} {{ text|force_escape }} {{ 'a<b'|escape }}", "<b> x &lt;b&gt; x &lt;b&gt; x a<b")]
    [InlineData("{{ 4|add:'3' }} {{ 'a'|add:'b' }} {{ list|add:list|length }} {{ 'x'|add:1 }}.", "7 ab 6 .")]
    [InlineData("{{ list|first }}{{ list|last }}{{ list|length }} {{ list|join:'<' }} {{ list|join:glue }}", "313 3<2<1 3&lt;2&lt;1")]
    [InlineData("{{ 'abcdef'|slice:':3' }} {{ 'abcdef'|slice:'-2:' }} {{ 'abcdef'|slice:'::2' }} {{ 'abcdef'|slice:'::-1' }} {{ 'ab'|slice:'x' }}", "abc ef ace fedcba ab")]
    [InlineData("{{ 1|yesno:'y,n,m' }}{{ 0|yesno:'y,n,m' }}{{ none|yesno:'y,n,m' }}{{ none|yesno:'y,n' }} {{ 1|yesno }}", "ynmn yes")]
    [InlineData("{{ 1|pluralize }}-{{ 2|pluralize }}-{{ 2|pluralize:'y,ies' }}-{{ list|pluralize:'es' }}-{{ none|pluralize }}", "-s-ies-es-")]
    [InlineData("{{ 34.23234|floatformat }} {{ 34.0|floatformat }} {{ 34|floatformat:2 }} {{ 2.5|floatformat:0 }} {{ 'x'|floatformat }}|{{ 1234567.891|floatformat:'2g' }}", "34.2 34 34.00 3 |1,234,567.89")]
    [InlineData("{{ day|date:'D d M Y' }} {{ day|date }} {{ day|time:'H:i' }} {{ day|date:'jS \\o\\f F' }} {{ none|date }}", "Mon 23 Nov 2026 Nov. 23, 2026 09:05 23rd of November ")]
    [InlineData("{{ day|date:'SHORT_DATE_FORMAT' }} {{ day|time }} {{ 'x'|date }}", "11/23/2026 9:05 a.m. ")]
    [InlineData("{{ 'one two three'|truncatewords:2 }} {{ 'one'|truncatewords:2 }} {{ 'abcdef'|truncatechars:4 }} {{ 'abcd'|truncatechars:4 }}", "one two … one abc… abcd")]
    [InlineData("{{ 'Ünïcode & More_stuff!'|slugify }} {{ 'a&b c/d'|urlencode }} {{ 'a/b'|urlencode:'' }}", "unicode-more_stuff a%26b%20c/d a%2Fb")]
    [InlineData("{{ '<p>a <b>c</b></p> 1 < 2'|striptags }}", "a c 1 < 2")]
    [InlineData("{{ lines|linebreaks }} {{ lines|linebreaksbr }}", "<p>a&lt;<br>b</p>\n\n<p>c</p> a&lt;<br>b<br><br>c")]
    [InlineData("{{ none|default_if_none:'x' }}{{ ''|default:'y' }}{{ ''|default_if_none:'z' }}{{ 'a b c'|wordcount }}{{ 'banana'|cut:'a' }}", "xy3bnn")]
    [InlineData("{% for p in people|dictsort:'age' %}{{ p.Name }}{% endfor %}{% for p in people|dictsort:'name' %}{{ p.name }}{% endfor %}[{{ people|dictsort:'x' }}]", "boannannbo[]")]
    public void Applies(string text, string expected) =>
        Assert.Equal(expected, Render.Text(text, new
        {
            name = "joe's 2ND book",
            text = "<b> x",
            list = new[] { 3, 2, 1 },
            glue = "<",
            none = (string?)null,
            day = new DateTime(2026, 11, 23, 9, 5, 0),
            lines = "a<\r\nb\n\nc",
            people = new[] { new { Name = "ann", Age = 30 }, new { Name = "bo", Age = 20 } },
        }));
}
