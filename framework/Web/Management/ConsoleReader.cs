namespace Quintet.Management;

/// <summary>The console's input, opened when it is first read: opening it costs every command time.</summary>
internal sealed class ConsoleReader : TextReader
{
    public override int Peek() => Console.In.Peek();

    public override int Read() => Console.In.Read();

    public override int Read(char[] buffer, int index, int count) => Console.In.Read(buffer, index, count);

    public override string? ReadLine() => Console.In.ReadLine();
}
