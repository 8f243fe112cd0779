using System.Diagnostics;
using System.Globalization;
using PrunableModels;
using PrunableModels.Zoo;
using TorchSharp;
using static TorchSharp.torch;

// How long the first link of a process takes, which is more the compiler's time than the link's: published ahead of time, or with
// images that are ready to run, there is less for it to do.
set_default_device(new Device(DeviceType.META));
var name = args is [var given] ? given : "resnet-50";
if (Models.All.FirstOrDefault(m => m.Name == name) is not { CreateFull: { } create })
{
    Console.Error.WriteLine($"The zoo has no '{name}' at full size.");
    return 1;
}

var model = (IPrunable)create().Module;
var watch = Stopwatch.StartNew();
var groups = model.Pruning.Groups.Count;
var milliseconds = watch.Elapsed.TotalMilliseconds;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {groups} groups, first link {milliseconds:F1} ms"));
return 0;
