using System.Globalization;
using BenchmarkDotNet.Running;
using Benchmarks;

// Times are measured here and nowhere else; tests count. `npm run benchmark` runs everything, `npm run benchmark -- --filter '*Page*'` a part.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
BenchmarkSwitcher.FromAssembly(typeof(Settings).Assembly).Run(args, new Settings());
