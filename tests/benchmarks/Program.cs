using System.Globalization;
using BenchmarkDotNet.Running;
using Benchmarks;
using Benchmarks.Templates;

// Times are measured here and nowhere else; tests count. `npm run benchmark` runs everything, `npm run benchmark -- --filter '*Page*'` a part; `npm run benchmark -- first-render` measures what needs a process for each run.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args is [FirstRender.Command, ..]) return FirstRender.Run(args);
BenchmarkSwitcher.FromAssembly(typeof(Settings).Assembly).Run(args, new Settings());
return 0;
